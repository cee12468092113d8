#!/bin/sh
# Compiles the test double of libnvidia-ml into the given folder, three times: as a recent driver has it, without the
# functions that older drivers lack, and without those that newer ones have deprecated. Without gcc it says so and leaves nothing, unless CI is set: there it fails.
set -eu
here=$(dirname "$0")
out=$1
if ! command -v gcc >/dev/null 2>&1; then
  echo "governor-nvml: gcc is not installed, so the tests against the NVML double are skipped; install gcc" >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi
mkdir -p "$out"
newest=$(ls -t "$here"/* | head -n 1)
build() {
  target=$1
  shift
  if [ "$target" -nt "$newest" ]; then
    return 0
  fi
  # -Bsymbolic and hidden symbols: several copies live in one process and none may answer for another.
  gcc -std=c11 -O2 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden -Wl,-Bsymbolic "$@" \
    -o "$target.new" "$here"/*.c -pthread -ldl
  mv "$target.new" "$target"
}
build "$out/libnvml-double.so"
build "$out/libnvml-double-old.so" -DOLD_DRIVER
build "$out/libnvml-double-new.so" -DNEW_DRIVER
