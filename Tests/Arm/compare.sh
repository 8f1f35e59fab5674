#!/usr/bin/env bash
# The kernels' bits on Arm: compiles them unchanged for 64-bit Arm, with the embedded standard library of the toolchain
# and no C library, runs every kernel under qemu-aarch64, and compares checksums with this machine's.
# usage: compare.sh [--keep FOLDER], which keeps what is compiled, to look at.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=$(dirname "$(readlink -f "$(command -v swiftc)")")
if ! command -v qemu-aarch64 >/dev/null; then
  echo "skipped: kernels on Arm, which need qemu-aarch64 (Debian's qemu-user)"
  exit 0
fi
if [ ! -d "$bin/../lib/swift/embedded/aarch64-none-none-elf" ] || [ ! -x "$bin/ld.lld" ]; then
  echo "skipped: kernels on Arm, for which this toolchain has no embedded standard library"
  exit 0
fi
if [ "${1:-}" = --keep ]; then
  folder=$2
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi

# compile FOLDER FLAG…: the kernels' interface, and the kernels with the checks as one module.
compile() {
  local to=$1
  mkdir -p "$to"
  local flags=(-Ounchecked -wmo -parse-as-library -package-name primer -suppress-warnings
    -I "$to" -I Sources/CVector -Xcc -fmodule-map-file=Sources/CVector/module.modulemap "${@:2}")
  swiftc "${flags[@]}" -module-name KernelInterface Sources/KernelInterface/*.swift \
    -emit-module -emit-module-path "$to/KernelInterface.swiftmodule" -c -o "$to/KernelInterface.o"
  swiftc "${flags[@]}" -module-name Kernels Sources/Kernels/*.swift Tests/Arm/*.swift -c -o "$to/Kernels.o"
}
arm=aarch64-none-none-elf
compile "$folder/arm" -target $arm -enable-experimental-feature Embedded -Xfrontend -disable-stack-protector
"$bin/clang" -target $arm -O1 -ffreestanding -fno-builtin -c Tests/Arm/start.c -o "$folder/arm/start.o"
"$bin/ld.lld" -static -o "$folder/arm/checks" "$folder"/arm/*.o
compile "$folder/here"
swiftc -o "$folder/here/checks" "$folder"/here/*.o -lm

"$folder/here/checks" >"$folder/here/checksums"
qemu-aarch64 "$folder/arm/checks" >"$folder/arm/checksums"
diff "$folder/here/checksums" "$folder/arm/checksums" || {
  echo "error: on Arm (>) these kernels give other bits than here (<)" >&2
  exit 1
}
forgotten=$(sed -n 's/^  static func \([A-Za-z0-9]*\).*/\1/p' Sources/KernelInterface/KernelSet.swift \
  | grep -vxFf <(cut -d' ' -f1 "$folder/here/checksums" | sort -u) || true)
if [ -n "$forgotten" ]; then
  echo "error: Tests/Arm/Checks.swift does not check" $forgotten >&2
  exit 1
fi
echo "kernels on Arm: $(wc -l <"$folder/arm/checksums") checksums, the same as here"
