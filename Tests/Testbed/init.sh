#!/bin/bash
# The first process of a testbed, started by `unshare`: init.sh up|build FOLDER VENV …
# It mounts the server's root, then either builds the template in it or starts the daemons and reaps.
set -euo pipefail

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd -P)
# shellcheck source=SCRIPTDIR/namespaces.sh
source "$here/namespaces.sh"
# shellcheck source=SCRIPTDIR/daemons.sh
source "$here/daemons.sh"

# build MEMORY VENV STAGE TARGET
build() {
  local memory=$1 venv=$2 stage=$3 target=$4
  mount_memory "$memory"
  hide_folders "$memory/upper"
  mount_root "$memory" "$venv"
  mount --bind "$stage" "$memory/root/mnt"
  ip link set lo up
  hostname demo
  chroot "$memory/root" /bin/bash /mnt/provision.sh "$venv"
  umount -R "$memory/root"
  # A tar file: in it the marks of an overlay (device 0:0, trusted.overlay.*) survive on any file system.
  tar --create --file="$target" --directory="$memory/upper" --xattrs --xattrs-include='trusted.overlay.*' .
}

# up FOLDER VENV TEMPLATE; descriptor 9 is the pipe on which the caller waits
up() {
  local folder=$1 venv=$2 template=$3 memory=$1/memory pid
  # This is still the /proc of outside, in which this process has the number that nsenter needs.
  read -r pid _ </proc/self/stat
  printf '%s %s\n' "$pid" "$(readlink /proc/self/ns/pid)" >"$folder/pid"
  mount_memory "$memory"
  tar --extract --file="$template" --directory="$memory/upper" --same-owner \
    --xattrs --xattrs-include='trusted.overlay.*'
  mount_root "$memory" "$venv"
  mkdir "$memory/root/mnt/before"
  cd "$memory/root"
  pivot_root . mnt/before
  umount -l /mnt/before
  rmdir /mnt/before
  cd /
  ip link set lo up
  hostname demo
  redate_dumps
  start_daemons
  wait_for_sites
  printf 'ready\n' >&9
  # bash reaps whatever is handed to process 1, as soon as it ends; it only has to stay.
  # shellcheck disable=SC2016 # the new bash expands it
  exec -a init /bin/bash -c 'while :; do sleep infinity & wait $!; done' 9>&-
}

main() {
  case $1 in
    build) build "${@:2}" ;;
    up) up "${@:2}" ;;
  esac
  exit
}

main "$@"
