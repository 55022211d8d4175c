#!/usr/bin/env bash
# Fetches what only tests need into .ladder/cache, each pinned by hash; does nothing when its stamp is there:
#   tools/buf          the linter of protos, from its npm package
#   tools/kustomize    the renderer of manifests, built from Go modules
#   venv               the Kubernetes schemas and their validator, from PyPI
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cache=$root/.ladder/cache
buf=bufbuild-buf-linux-x64-1.75.0.tgz
buf_sha256=98b19d4b2b46130e083157490c54dfdcb8ea771e53204d3c6a06a2b12edd0503

fail() {
  printf 'ladder: %s\n' "$1" >&2
  exit 1
}

fetch_buf() {
  npm pack --loglevel=error --ignore-scripts --pack-destination "$work" @bufbuild/buf-linux-x64@1.75.0 \
    </dev/null >/dev/null || fail "npm could not fetch @bufbuild/buf-linux-x64."
  printf '%s  %s\n' "$buf_sha256" "$work/$buf" | sha256sum --check --status ||
    fail "the package $buf is not the pinned one."
  tar -xzf "$work/$buf" -C "$work" --no-same-owner --strip-components=2 package/bin/buf
  mv -f "$work/buf" "$cache/tools/buf"
}

build_kustomize() {
  # The module's go.sum holds the hashes; readonly keeps Go from changing it.
  (cd "$root/tests/k8s/kustomize" && GOTOOLCHAIN=local GOFLAGS=-mod=readonly CGO_ENABLED=0 \
    go build -o "$work/kustomize" sigs.k8s.io/kustomize/kustomize/v5 </dev/null) ||
    fail "Go could not build kustomize."
  mv -f "$work/kustomize" "$cache/tools/kustomize"
}

install_validator() {
  rm -rf "$cache/venv"
  /usr/bin/python3 -m venv "$cache/venv" || fail "python3-venv is missing: run './ladder setup --tests'."
  "$cache/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
    --require-hashes -r "$root/tests/k8s/requirements.txt" </dev/null ||
    fail "pip could not install the validator of manifests."
}

stamp=$(cat "$0" "$root"/tests/k8s/kustomize/go.{mod,sum} "$root/tests/k8s/requirements.txt" | sha256sum)
if [ -f "$cache/test-tools.stamp" ] && [ "$(<"$cache/test-tools.stamp")" = "$stamp" ]; then
  exit 0
fi
printf 'Fetching the tools of the tests: buf, kustomize, kubernetes-validate.\n'
mkdir -p "$cache/tools"
work=$(mktemp -d "$cache/tools/new.XXXXXX")
trap 'rm -rf "$work"' EXIT
fetch_buf
build_kustomize
install_validator
printf '%s\n' "$stamp" >"$cache/test-tools.stamp"
