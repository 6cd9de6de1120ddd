# shellcheck shell=bash disable=SC2154 # here, repository, state, venv, clean_environment: set in testbed
# The template: the server's whole upper folder in one tar file, built once per flavour and content.
# Accounts, checkouts, database, dumps and rehearsal cost seconds; a testbed only unpacks it and starts.

templates=$state/templates

# What a template is made from: the testbed's files, the runbooks, this machine's accounts and programs.
template_key() {
  {
    find "$here" -type f ! -name '*.md' -print0 | sort -z | xargs -0 sha256sum
    sha256sum "$repository/AGENTS.md" "$repository/Examples/published/AGENTS.md" "$repository"/runbooks/*.md
    stat --dereference --format='%n %s %Y' "${debian_packages[@]#*:}" "$venv/bin/rclone"
    sha256sum /etc/passwd /etc/group
  } | sha256sum | cut -c 1-16
}

# Prints the template's path. A month is the limit: the certificate in it is dated by the day of the build.
ensure_template() {
  local flavour=$1 file
  install_packages
  mkdir -p "$templates"
  file=$templates/$flavour-$(template_key).tar
  if [[ ! -f $file || -n $(find "$file" -mtime +30) ]]; then
    build_template_alone "$flavour" "$file"
  fi
  printf '%s\n' "$file"
}

# One builder at a time; whoever waited finds the file when its turn comes.
build_template_alone() (
  local flavour=$1 file=$2
  exec 8>"$templates/lock"
  flock 8
  [[ ! -f $file || -n $(find "$file" -mtime +30) ]] || exit 0
  build_template "$flavour" "$file"
  # Two checkouts may share the state folder: the last few are kept, not only the newest.
  find "$templates" -name "$flavour-*.tar" -printf '%T@ %p\n' |
    sort -rn | tail -n +5 | cut -d ' ' -f 2- | xargs -r rm -f
)

build_template() {
  local flavour=$1 file=$2 work
  work=$(mktemp -d "$templates/.build.XXXXXX")
  # shellcheck disable=SC2064 # the folder's name of now is meant
  trap "rm -rf '$work'" EXIT
  say "building the $flavour template"
  mkdir "$work/memory" "$work/stage"
  stage_files "$flavour" "$work/stage"
  if ! "${clean_environment[@]}" unshare --mount --net --pid --ipc --uts --fork --kill-child \
    /bin/bash "$here/init.sh" build "$work/memory" "$venv" "$work/stage" "$work/template.tar" \
    </dev/null >"$work/log" 2>&1 8>&-; then
    cat "$work/log" >&2
    fail "the $flavour template could not be built"
  fi
  mv "$work/template.tar" "$file"
}

stage_files() {
  local flavour=$1 stage=$2
  cp -r "$here/provision.sh" "$here/daemons.sh" "$here/server" "$stage/"
  printf '%s\n' "$flavour" >"$stage/flavour"
  mkdir -p "$stage/runbook"
  if [[ $flavour == corrected ]]; then
    cp -r "$repository/AGENTS.md" "$repository/runbooks" "$stage/runbook/"
  else
    cp "$repository/Examples/published/AGENTS.md" "$stage/runbook/"
  fi
}
