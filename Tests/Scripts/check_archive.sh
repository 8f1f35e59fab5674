#!/usr/bin/env bash
# usage: check_archive.sh [ARCHIVE]   needs root, debootstrap and mirrors of Debian and Ubuntu
#
# Runs what `make dist` made in bare systems, as somebody who is not root and has nothing but HOME, from a mount that can't be
# written to. The systems are kept in .build/systems. One whose mirror can't be reached is left out, with a sentence.
#
# Their packages are unpacked and no more: none of their scripts runs, and nothing of them runs as root, so that Ubuntu's may
# come without their signatures being checked where Debian has no keys for them.
set -euo pipefail
cd "$(dirname "$0")/../.."

archive=$(realpath "${1:-$(ls .build/dist/*.tar.gz)}")
systems=.build/systems
mkdir -p "$systems"

# A system of nothing but its essential packages.
make_system() {
  local suite=$1 mirror=$2 keyring=$3
  [ -e "$systems/$suite/complete" ] && return
  rm -rf "$systems/$suite"
  local check="--keyring=$keyring"
  [ -e "$keyring" ] || check=--no-check-gpg
  debootstrap --foreign --variant=minbase "$check" "$suite" "$systems/$suite" "$mirror" > "$systems/$suite.log" 2>&1 \
    || return 1
  # In a container debootstrap may make a link to the machine's own.
  [ ! -L "$systems/$suite/proc" ] || rm "$systems/$suite/proc"
  mkdir -p "$systems/$suite/proc"
  touch "$systems/$suite/complete"
}

# Whether what a command prints, after reading $keys, holds a line like $1.
says() {
  local pattern=$1 output
  shift
  output=$("$@" 2>&1 < <(printf "${keys:-quit\n}")) || { echo "$*: exit code $?"; echo "$output" | tail -3; exit 1; }
  grep -q "$pattern" <<< "$output" || { echo "$*: prints no $pattern"; echo "$output" | tail -5; exit 1; }
}

# Runs in mounts of its own: in the system $1, with the unpacked program $2 and what this machine says in $3.
try() {
  local system=$1 program=$2 expected=$3
  rm -rf "$system/home/pupil"
  mkdir -p "$system/stick" "$system/home/pupil"
  chown 1234:1234 "$system/home/pupil"
  mount -t proc proc "$system/proc"
  mount --rbind /dev "$system/dev"
  mount --bind "$program" "$system/stick"
  mount -o remount,bind,ro "$system/stick"
  pupil() { chroot --userspec=1234:1234 "$system" /usr/bin/env -i HOME=/home/pupil SHELL=/bin/bash "$@"; }

  if pupil touch /stick/file 2>/dev/null; then echo "the program can be written to"; return 1; fi
  [ "$(pupil /stick/primer -c "$questions")" = "$expected" ] || { echo "other answers"; return 1; }
  says 'few-shot' pupil /stick/primer learn
  terminal='pupil TERM=xterm /usr/bin/script -qec'
  says 'Few-shot' $terminal '/stick/primer learn few-shot' /dev/null
  # Editing: Ctrl-A goes to the beginning of the line, Ctrl-E to its end.
  keys='40 + 2)\001print (\005\nquit\n' says '42.$' $terminal /stick/primer /dev/null
  says 'passed' pupil /stick/primer check /stick/share/primer/Lessons/01-few-shot.md
  says 'few-shot' cat "$system/home/pupil/.local/state/primer/progress.jsonl"
}

questions='ask [cheese, dog, sun] with: (prompt "Translate English to French" [bread => pain, butter => beurre])
(random [37, 80] seed: 1) @ (random [80, 65] seed: 2) | softmax | checksum'

if [ "${2:-}" = inside ]; then
  try "$3" "$4" "$5"
  exit
fi

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
chmod 755 "$unpacked"
(cd "$(dirname "$archive")" && sha256sum --quiet --check "$(basename "$archive").sha256")
tar -C "$unpacked" -xzf "$archive"
program=$(ls -d "$unpacked"/primer-*)
expected=$("$program/primer" -c "$questions")

failed=0
while read -r suite mirror keyring; do
  if ! make_system "$suite" "$mirror" "$keyring"; then
    echo "skipped: $suite, which can't be made here: $(tail -1 "$systems/$suite.log")"
    continue
  fi
  libc=$(chroot --userspec=1234:1234 "$systems/$suite" /usr/bin/ldd --version | sed -n '1s/.* //p')
  if problem=$(unshare --mount bash "$0" "$archive" inside "$systems/$suite" "$program" "$expected" 2>&1 < /dev/null); then
    echo "passed: $suite (glibc $libc)"
  else
    echo "failed: $suite (glibc $libc): $problem"
    failed=1
  fi
done <<'SYSTEMS'
bookworm http://deb.debian.org/debian /usr/share/keyrings/debian-archive-keyring.gpg
trixie http://deb.debian.org/debian /usr/share/keyrings/debian-archive-keyring.gpg
jammy http://archive.ubuntu.com/ubuntu /usr/share/keyrings/ubuntu-archive-keyring.gpg
SYSTEMS
exit $failed
