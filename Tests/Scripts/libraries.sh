#!/usr/bin/env bash
# usage: libraries.sh REQUIREMENTS [FOLDER]
# Puts Python libraries into a folder, `primer/python` among the user's caches if none is given, and prints its path.
# They are installed anew when what is required has changed.
set -euo pipefail
requirements=$1
folder=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/primer/python}
# The copy is made last: without it, or with another, nothing can be relied on.
if ! cmp -s "$requirements" "$folder/requirements.txt"; then
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install -q --disable-pip-version-check -r "$requirements" >&2
  cp "$requirements" "$folder/requirements.txt"
fi
echo "$folder"
