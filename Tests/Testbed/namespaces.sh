# shellcheck shell=bash
# The server's root: an overlay over this machine's own, in the mount namespace of the caller.
# Sourced by init.sh, in the first process of new mount, network, process, IPC and UTS namespaces.

# Folders of this machine that the server must not see: its own users' homes, sites, jobs, logs and databases, and
# what was trusted and done here.
# An upper folder marked opaque hides what lies beneath it.
hidden_folders=(
  home root srv opt/runbook media mnt
  etc/cron.d etc/cron.hourly etc/cron.daily etc/cron.weekly etc/cron.monthly etc/sudoers.d
  etc/nginx/sites-available etc/nginx/sites-enabled etc/nginx/conf.d etc/supervisor/conf.d
  etc/postgresql etc/letsencrypt etc/runbook var/lib/postgresql var/lib/runbook var/log var/mail var/spool/cron var/www var/backups
)

# The upper folder cannot lie on the file system of the lower one, and on a tmpfs inside the namespace
# it goes with the last process: nothing to clean up.
mount_memory() {
  mount -t tmpfs -o mode=0755 testbed "$1"
  mkdir "$1/upper" "$1/work" "$1/root"
}

hide_folders() {
  local upper=$1 folder
  for folder in "${hidden_folders[@]}"; do
    mkdir -p "$upper/$folder"
  done
  chmod 700 "$upper/root"
  (cd "$upper" && /usr/bin/python3 -I -S - "${hidden_folders[@]}") <<'PYTHON'
import os, sys
for folder in sys.argv[1:]:
    os.setxattr(folder, "trusted.overlay.opaque", b"y")
PYTHON
}

mount_root() {
  local memory=$1 venv=$2 root=$1/root
  local options=lowerdir=/,upperdir=$memory/upper,workdir=$memory/work
  mount -t overlay -o "$options,redirect_dir=off,index=off,metacopy=off" testbed "$root"
  mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
  mount -t tmpfs -o mode=0755,nosuid,nodev tmpfs "$root/run"
  mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/tmp"
  mkdir -p "$root/run/lock"
  chmod 1777 "$root/run/lock"
  mount_devices "$root/dev"
  # Where the state folder is on a file system of its own, the overlay alone would show it empty.
  mkdir -p "$root$venv"
  mount --bind "$venv" "$root$venv"
  mount -o remount,bind,ro "$root$venv"
}

# A small /dev of its own: this machine's has disks and other people's terminals in it.
mount_devices() {
  local dev=$1 node
  mount -t tmpfs -o mode=0755,nosuid tmpfs "$dev"
  for node in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r name major minor <<<"$node"
    mknod -m 666 "$dev/$name" c "$major" "$minor"
  done
  mkdir "$dev/pts" "$dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$dev/pts"
  mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$dev/shm"
  ln -s pts/ptmx "$dev/ptmx"
  ln -s /proc/self/fd "$dev/fd"
  ln -s fd/0 "$dev/stdin"
  ln -s fd/1 "$dev/stdout"
  ln -s fd/2 "$dev/stderr"
}
