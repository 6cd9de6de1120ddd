# Sourced by ./test, ./demo and the Makefile: what has to be there before anything is built.

# Debian's development packages, as each target's decision record names them.
build_packages=(libcmark-gfm-dev libcmark-gfm-extensions-dev libexpat1-dev libssl-dev libmicrohttpd-dev)

# What only tests ask, each with the file that shows it is there: the shells that are completed for, a reader of manuals.
test_packages=(zsh:/usr/bin/zsh fish:/usr/bin/fish mandoc:/usr/bin/mandoc)

# As root. Without them those tests are skipped and counted.
prepare_tests() {
  local entry missing=()
  for entry in "${test_packages[@]}"; do
    [ -e "${entry#*:}" ] || missing+=("${entry%%:*}")
  done
  [ "${#missing[@]}" = 0 ] && return
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

prepare_build() {
  local missing=() package
  for package in "${build_packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" != 0 ]; then
      echo "missing packages; as root: apt-get install ${missing[*]}" >&2
      exit 77
    fi
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >&2
  fi
  prepare_toolchain
}

prepare_toolchain() {
  command -v swift >/dev/null && return
  if [ "$(id -u)" = 0 ] && apt-cache show swiftlang >/dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq swiftlang >&2 && return
  fi
  echo "no Swift toolchain: install Swift 6.2 or newer (https://www.swift.org/install/linux/) and put swift on PATH" >&2
  exit 69
}
