#!/bin/bash
# Brings each site to its upstream's main, builds it beside the live folder, restarts it and sees it serve.
# Cron starts it at 03:30 UTC. A site's failure is told, undone, and does not hold up the others.
set -uo pipefail

sites=(jumpinotech:3001 wegweiserlife:3002 nearyou:3003 luci:3004)
deployed=$HOME/.local/state/nightly-update

mkdir -p "$HOME/logs" "$deployed" || exit 1
exec >>"$HOME/logs/nightly-update.log" 2>&1

say() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*"; }

exec 9>"$deployed/.lock"
flock --nonblock 9 || {
  say 'another update is running'
  exit 1
}

restart() {
  sudo -n /usr/bin/supervisorctl restart "site-$1" 9>&-
}

# A restart that exits 0 proves nothing: the new commit has to answer, and still to answer three seconds later.
serves() {
  local port=$1 commit=$2
  for _ in {1..50}; do
    if curl --silent --max-time 2 "http://localhost:$port/health" | grep -q "$commit"; then
      sleep 3
      curl --silent --max-time 2 "http://localhost:$port/health" | grep -q "$commit"
      return
    fi
    sleep 0.2
  done
  return 1
}

update() {
  local name=$1 port=$2 wanted
  cd "/var/www/$name" || return
  if [[ -n $(git status --porcelain) ]]; then
    say "$name: failed: the checkout has changes of its own"
    return 1
  fi
  timeout 120 git fetch --quiet origin main || {
    say "$name: failed: cannot fetch"
    return 1
  }
  wanted=$(git rev-parse origin/main) || return
  # Compared with the commit last seen to serve, not with HEAD: a failed build has moved HEAD already.
  if [[ -r $deployed/$name && $(<"$deployed/$name") == "$wanted" ]]; then
    say "$name: no changes, skipping"
    return 0
  fi
  git merge --quiet --ff-only origin/main || {
    say "$name: failed: upstream does not follow from what is here"
    return 1
  }
  rm -rf dist.new dist.old
  node build.js dist.new || {
    say "$name: failed: the build; the old release keeps running"
    return 1
  }
  mv dist dist.old && mv dist.new dist || return
  if restart "$name" && serves "$port" "$wanted"; then
    printf '%s\n' "$wanted" >"$deployed/$name"
    say "$name: updated to ${wanted:0:12}"
    return 0
  fi
  rm -rf dist.failed
  mv dist dist.failed && mv dist.old dist && restart "$name"
  say "$name: failed: ${wanted:0:12} does not serve; the old release is back"
  return 1
}

failures=0
say '--- start ---'
for site in "${sites[@]}"; do
  update "${site%:*}" "${site#*:}" || failures=$((failures + 1))
done
say "--- done, $failures failed ---"
((failures == 0))
