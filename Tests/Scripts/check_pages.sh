#!/usr/bin/env bash
# Looks at the exported course as its readers do: at notebooks with nbformat and nbconvert, at pages in Chromium with axe
# (contrast, names, landmarks, headings), wide and narrow, light, dark and on paper. The lessons' outputs are taken as
# they say, and `pictures.md` runs. The libraries go into a folder of the user's caches.
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=$(bash Tests/Scripts/libraries.sh Tests/Scripts/requirements-pages.txt \
  "${XDG_CACHE_HOME:-$HOME/.cache}/primer/python-pages")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PYTHONDONTWRITEBYTECODE=1 JUPYTER_PLATFORM_DIRS=1
mkdir "$folder/pages" "$folder/notebooks"

export_to() { .build/release/primer export -q "${@:2}" -o "$folder/$1" >/dev/null; }
export_to pages --solutions Tests/Scripts/pictures.md
export_to pages --solutions --no-run Lessons
export_to handouts --blank Lessons
export_to notebooks --to ipynb Tests/Scripts/pictures.md
export_to notebooks --to ipynb --solutions --no-run Lessons

"$venv/bin/python" Tests/Scripts/check_notebooks.py "$folder/notebooks"
if chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome); then
  "$venv/bin/python" Tests/Scripts/check_pages.py "$chromium" "$folder/pages" "$folder/handouts"
else
  echo "skipped: looking at pages, which needs Chromium (Debian's chromium)"
fi
