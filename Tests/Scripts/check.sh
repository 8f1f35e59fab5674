#!/usr/bin/env bash
# Compares Primer with Hugging Face's libraries and llama.cpp on all models: adapters and tuned models that each
# side makes and the other loads, tiny models of every family, and files of every kind. The libraries go into a folder of the user's caches.
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=$(bash Tests/Scripts/libraries.sh Tests/Scripts/requirements.txt)
models=${XDG_DATA_HOME:-$HOME/.local/share}/primer/models
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Nothing is looked up on the network, and no progress is drawn.
export HF_HUB_OFFLINE=1 TQDM_DISABLE=1 TRANSFORMERS_VERBOSITY=error PYTHONDONTWRITEBYTECODE=1
export PRIMER_ADAPTER_FILES=$folder/adapters PRIMER_WRITTEN_FILES=$folder/files PRIMER_MODEL_FILES=$folder/models

"$venv/bin/python" Tests/Scripts/check_models.py make "$PRIMER_MODEL_FILES"
"$venv/bin/python" Tests/Scripts/check_adapters.py make "$PRIMER_ADAPTER_FILES" \
  smollm2-135m="$models/smollm2-135m.gguf" gemma3-270m="$models/gemma3-270m.gguf" pocket=Datasets/pocket.gguf
swift test --filter 'AdapterFilesTests|WrittenFilesTests|ModelFilesTests'
"$venv/bin/python" Tests/Scripts/check_models.py check "$PRIMER_MODEL_FILES"
"$venv/bin/python" Tests/Scripts/check_adapters.py check "$PRIMER_ADAPTER_FILES"
"$venv/bin/python" Tests/Scripts/check_files.py "$PRIMER_WRITTEN_FILES"
