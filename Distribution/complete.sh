#!/usr/bin/env bash
# usage: complete.sh FOLDER [MODEL ...]  puts what may be handed out with the program beside it: licences, source, models.
#
# A model is put in when Distribution/Licences has its terms. Gemma's ask for a copy of themselves, which is not ours to make:
# GEMMA_TERMS names a file with their text. FETCH_OPTIONS are those of `primer fetch`.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
shift

documents=$folder/share/doc/primer
install -d "$documents"
install -m 644 LICENSE Distribution/README.txt "$folder"
for package in libcmark-gfm-dev libreadline-dev libncurses-dev; do
  install -m 644 "/usr/share/doc/$package/copyright" "$documents/$package.txt"
done
install -m 644 "$(ls /usr/share/doc/libstdc++-*-dev/copyright | tail -1)" "$documents/libstdc++.txt"
install -m 644 .build/checkouts/swift-argument-parser/LICENSE.txt "$documents/swift.txt"
tar -czf "$folder/source.tar.gz" --exclude='*.gguf' --exclude=__pycache__ \
  Package.swift Makefile LICENSE README.md Sources Tests Lessons Datasets Distribution

models=${PRIMER_HOME:+$PRIMER_HOME/models}
models=${models:-${XDG_DATA_HOME:-$HOME/.local/share}/primer/models}
for model; do
  licence=Distribution/Licences/$model.txt
  [ -e "$licence" ] || { echo "$model: its terms are not in Distribution/Licences, so it can't be passed on" >&2; exit 1; }
  if [ "$model" = gemma3-270m ] && [ ! -s "${GEMMA_TERMS:-}" ]; then
    echo "$model: its terms ask whoever passes it on for a copy of them. Save the text of https://ai.google.dev/gemma/terms as a" \
      "file, and name it: make dist MODELS=... GEMMA_TERMS=FILE" >&2
    exit 1
  fi
  "$folder/primer" fetch "$model" ${FETCH_OPTIONS:-}
  install -m 644 "$models/$model.gguf" "$folder/share/primer/Datasets"
  cat "$licence" > "$documents/$model.txt"
  if [ "$model" = gemma3-270m ]; then cat "$GEMMA_TERMS" >> "$documents/$model.txt"; fi
done
