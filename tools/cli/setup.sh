#!/usr/bin/env bash
# Installs what is missing and fills the cache; with nothing missing it asks no registry.
# --tests adds what only tests need; --quiet prints only what is done.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cache=$root/.ladder/cache
quiet=0
tests=0

fail() {
  printf 'ladder: %s\n' "$1" >&2
  exit 1
}

say() { [ "$quiet" = 1 ] || printf '%s\n' "$*"; }

for argument in "$@"; do
  case $argument in
    --quiet) quiet=1 ;;
    --tests) tests=1 ;;
    *) fail "setup takes no '$argument'; './ladder setup --help' says what it does." ;;
  esac
done

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo --preserve-env=http_proxy,https_proxy "$@"
  else
    fail "packages are missing and this user is not root: install sudo, or run './ladder setup' once as root."
  fi
}

missing_packages() {
  local wanted
  mapfile -t wanted < <(grep -vE '^(#|$)' "$root/tools/cli/packages.txt")
  # A Node of another origin brings its own npm; Debian's is wanted only where there is none.
  command -v npm >/dev/null || wanted+=(npm)
  if [ "$tests" = 1 ]; then
    wanted+=(python3-venv)
    command -v go >/dev/null || wanted+=(golang-go)
  fi
  comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) \
    <(dpkg-query -W -f '${Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
      sed -n 's/^install ok installed //p' | sort -u)
}

# A dependency could still bring a service. While we install, none may start, and what was there before is put back.
readonly policy=/usr/sbin/policy-rc.d
forbid_services() {
  # One that was kept already is the machine's own, from a run that was killed.
  [ ! -e "$policy" ] || [ -e "$policy.ladder-kept" ] || as_root mv "$policy" "$policy.ladder-kept"
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
}

allow_services() {
  as_root rm -f "$policy"
  [ ! -e "$policy.ladder-kept" ] || as_root mv "$policy.ladder-kept" "$policy"
}

install_packages() {
  command -v apt-get >/dev/null || fail "apt-get is missing: set-up knows Debian 12 only."
  printf 'Installing %d Debian packages: %s\n' "$#" "$*"
  local log=$root/.ladder/log/setup-apt.log
  mkdir -p "${log%/*}"
  trap allow_services EXIT
  forbid_services
  local lock=(-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  # A source of the machine's own that fails to answer is no reason to stop: the packages decide.
  as_root apt-get "${lock[@]}" update </dev/null >"$log" 2>&1 || printf 'apt-get update was not complete.\n' >>"$log"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "${lock[@]}" install -y --no-install-recommends "$@" \
    </dev/null >>"$log" 2>&1 || {
    tail -n 15 "$log" >&2
    fail "apt-get could not install the packages; the whole story is in $log."
  }
  allow_services
  trap - EXIT
}

# Tests that run side by side each come by here.
mkdir -p "$root/.ladder"
exec 9>"$root/.ladder/setup.lock"
flock 9

mapfile -t missing < <(missing_packages)
if [ "${#missing[@]}" -gt 0 ]; then
  install_packages "${missing[@]}"
else
  say "Debian packages: all there."
fi

fetch=$root/tools/setup-data/fetch.sh
if [ -x "$fetch" ]; then
  mkdir -p "$cache"
  if [ "$quiet" = 1 ]; then
    log=$root/.ladder/log/setup-data.log
    mkdir -p "${log%/*}"
    "$fetch" "$cache" </dev/null >"$log" 2>&1 || {
      tail -n 15 "$log" >&2
      fail "the data from the registries could not be fetched; the whole story is in $log."
    }
  else
    "$fetch" "$cache" </dev/null || fail "the data from the registries could not be fetched."
  fi
elif [ ! -d "$cache/google-protos" ]; then
  fail "$cache/google-protos is missing, and so is $fetch, which fetches it."
fi
[ "$tests" = 0 ] || "$root/tools/cli/test-tools.sh"
say "Set-up is complete."
