# shellcheck shell=bash disable=SC2154 # here, state, venv and clean_environment are set in testbed
# One testbed: its folder holds log, flavour and process id; everything else lives in its namespaces.

instances=$state/instances

# Sets `pid`: the first process of NAME as seen from outside. A number alone could by now be a stranger's.
find_process() {
  local folder=$instances/$1
  [[ -d $folder ]] || fail "there is no testbed \"$1\""
  [[ -r $folder/pid ]] || fail "testbed \"$1\" did not come up; take it down"
  read -r pid namespace <"$folder/pid"
  [[ $(readlink "/proc/$pid/ns/pid") == "$namespace" ]] || fail "testbed \"$1\" has ended; take it down"
}

bring_up() {
  local name=$1 flavour=$2 folder=$instances/$1 template line=
  template=$(ensure_template "$flavour")
  mkdir -p "$instances"
  mkdir "$folder" 2>/dev/null || fail "testbed \"$name\" is there already"
  mkdir "$folder/memory"
  printf '%s\n' "$flavour" >"$folder/flavour"
  # shellcheck disable=SC2064 # the name of now is meant
  trap "take_down '$name'; exit 1" INT TERM HUP
  # The process substitution is a pipe: it ends with the testbed, and thus no failure is waited for.
  exec 7< <(
    exec "${clean_environment[@]}" setsid unshare --mount --net --pid --ipc --uts --fork --kill-child \
      /bin/bash "$here/init.sh" up "$folder" "$venv" "$template" 9>&1 </dev/null >"$folder/log" 2>&1
  )
  if ! read -r -t 60 -u 7 line || [[ $line != ready ]]; then
    tail -n 30 "$folder/log" >&2
    take_down "$name"
    fail "testbed \"$name\" did not come up; above is the end of its log"
  fi
  trap - INT TERM HUP
  exec 7<&-
  say "$name is up ($flavour, ${SECONDS} s)"
}

take_down() {
  local name=$1 folder=$instances/$1 pid namespace
  [[ -d $folder ]] || fail "there is no testbed \"$name\""
  if [[ -r $folder/pid ]]; then
    read -r pid namespace <"$folder/pid"
    if [[ $(readlink "/proc/$pid/ns/pid") == "$namespace" ]]; then
      # The kernel kills all others of the namespace before the first process is gone.
      kill -KILL "$pid" 2>/dev/null || true
      while [[ -e /proc/$pid/root/etc ]]; do sleep 0.01; done
    fi
  fi
  rm -rf --one-file-system "$folder"
}

take_all_down() {
  local folder
  for folder in "$instances"/*/; do
    [[ ! -d $folder ]] || take_down "$(basename "$folder")"
  done
}

reset_instance() {
  local name=$1 flavour
  [[ -r $instances/$name/flavour ]] || fail "there is no testbed \"$name\""
  flavour=$(<"$instances/$name/flavour")
  take_down "$name"
  bring_up "$name" "$flavour"
}

list_instances() {
  local folder pid namespace condition
  for folder in "$instances"/*/; do
    [[ -d $folder ]] || continue
    pid=- condition=ended
    if [[ -r $folder/pid ]]; then
      read -r pid namespace <"$folder/pid"
      if [[ $(readlink "/proc/$pid/ns/pid") == "$namespace" ]]; then
        condition="up $(($(date +%s) - $(stat -c %Y "$folder/pid"))) s"
      fi
    fi
    printf '%-20s %-10s %8s  %s\n' "$(basename "$folder")" "$(cat "$folder/flavour")" "$pid" "$condition"
  done
}

execute() {
  local name=${1:-} user=root directory='' home variables=() pid namespace
  check_name "$name"
  shift
  while (($# > 0)); do
    case $1 in
      --) shift && break ;;
      --user) user=${2?} && shift 2 ;;
      --cwd) directory=${2?} && shift 2 ;;
      --env) variables+=("${2?}") && shift 2 ;;
      *) misuse "exec does not know \"$1\" (is the -- missing?)" ;;
    esac
  done
  (($# > 0)) || misuse 'exec needs a program to run'
  find_process "$name"
  case $user in
    root) home=/root ;;
    postgres) home=/var/lib/postgresql ;;
    *) home=/home/$user ;;
  esac
  # With the parent-death signal the program ends when this process is killed, and does not stay inside.
  exec nsenter --target "$pid" --mount --root --net --pid --ipc --uts -- \
    /usr/bin/env -i -C "${directory:-$home}" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME="$home" USER="$user" LOGNAME="$user" SHELL=/bin/bash LANG=C.UTF-8 TZ=UTC \
    TERM="${TERM:-dumb}" "${variables[@]}" \
    /usr/bin/setpriv --reuid "$user" --regid "$user" --init-groups --pdeathsig KILL -- "$@"
}

# Renamed into place: a program inside never reads half a file. A file that is replaced keeps its owner.
put_file() {
  local name=$1 source=$2 destination=$3 mode pid namespace
  [[ -f $source ]] || fail "there is no file \"$source\""
  [[ $destination == /* ]] || misuse 'the destination of put must be an absolute path'
  find_process "$name"
  mode=$(stat --dereference --format=%a "$source")
  # shellcheck disable=SC2016 # the shell inside expands them
  nsenter --target "$pid" --mount --root --pid -- /bin/sh -euc '
    [ ! -d "$1" ] || { echo "testbed: $1 is a folder" >&2; exit 1; }
    mkdir -p "$(dirname "$1")"
    trap '\''rm -f "$1.put"'\'' EXIT
    cat >"$1.put"
    [ ! -e "$1" ] || chown --reference="$1" "$1.put"
    chmod "$2" "$1.put"
    mv -f "$1.put" "$1"
  ' - "$destination" "$mode" <"$source"
}
