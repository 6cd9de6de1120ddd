#!/bin/bash
# A real systemd as the first process of namespaces inside the testbed: systemd_init.sh, and it stays.
# It runs no unit of this machine, and sets nothing of the kernel that they share.
set -euo pipefail

hierarchy=/run/hierarchy
own=$hierarchy/runbook-systemd-$$

# Its control groups lie in one of their own, where there is the hierarchy that systemd once had for itself.
enter_group() {
  mkdir -p "$hierarchy"
  mount -t cgroup -o none,name=systemd,xattr cgroup "$hierarchy" 2>/dev/null ||
    mount -t cgroup2 cgroup2 "$hierarchy"
  mkdir -p "$own"
  echo 0 >"$own/cgroup.procs"
}

# What it made there is not taken away by the kernel.
leave_group() {
  echo 0 >"$hierarchy/cgroup.procs"
  find "$own" -depth -type d -exec rmdir {} \; 2>/dev/null || true
}

inside() {
  mount --make-rprivate /
  mount -t proc proc /proc
  mount --bind /proc/sys /proc/sys
  mount -o remount,bind,ro /proc/sys
  mount -t tmpfs -o mode=0755 tmpfs /sys/fs/cgroup
  if [[ $1 == cgroup ]]; then
    mkdir /sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd,xattr cgroup /sys/fs/cgroup/systemd
  else
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
  fi
  mount -t tmpfs -o mode=0755 tmpfs /run
  touch /dev/console
  mount -t tmpfs -o mode=0755 tmpfs /etc/systemd/system
  cp /root/units/*.service /etc/systemd/system/
  ln -s /lib/systemd/system/multi-user.target /etc/systemd/system/default.target
  local unit
  for unit in /lib/systemd/system/*.{service,socket,timer,mount,automount,path} /etc/init.d/*; do
    unit=$(basename "$unit")
    [[ $unit == *.* ]] || unit=$unit.service
    case $unit in
      systemd-journald*) ;;
      *) ln -sf /dev/null "/etc/systemd/system/$unit" ;;
    esac
  done
  exec env -i container=testbed PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd \
    --system --log-target=null --show-status=false
}

case ${1:-} in
  inside) inside "$2" ;;
  *)
    enter_group
    trap leave_group EXIT
    kind=$(stat --file-system --format=%T "$hierarchy")
    [[ $kind == cgroup2* ]] && kind=cgroup2 || kind=cgroup
    unshare --fork --pid --mount --cgroup --kill-child /bin/bash "$0" inside "$kind" || true
    ;;
esac
