#!/bin/bash
set -e
exec >> /var/log/nightly-update.log 2>&1

echo "--- $(date) ---"
for dir in /var/www/jumpinotech /var/www/wegweiserlife /var/www/nearyou /var/www/luci; do
  name=$(basename "$dir")
  cd "$dir"
  git fetch origin
  if [ "$(git rev-parse HEAD)" = "$(git rev-parse '@{u}')" ]; then
    echo "$name: no changes, skipping"
    continue
  fi
  git pull
  rm -rf dist && node build.js
  sudo supervisorctl restart "$name"
done
echo "--- done ---"
