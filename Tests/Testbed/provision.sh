#!/bin/bash
# Makes a bare Debian root into the server. Runs inside a testbed's root as `bash /mnt/provision.sh VENV`,
# with the repository's files at /mnt; what it leaves behind is the template.
set -euo pipefail
umask 022

# shellcheck source=SCRIPTDIR/daemons.sh
source /mnt/daemons.sh

venv=$1
flavour=$(</mnt/flavour)
apps=(jumpinotech wegweiserlife nearyou luci)
declare -A descriptions=(
  [jumpinotech]='Notes on starting in technology.'
  [wegweiserlife]='Signposts through everyday paperwork.'
  [nearyou]='What is open near you right now.'
  [luci]='A small light for long evenings.'
)

as() {
  local user=$1
  shift
  env -i PATH="$PATH" HOME="$(getent passwd "$user" | cut -d : -f 6)" LOGNAME="$user" LANG=C.UTF-8 TZ=UTC \
    setpriv --reuid "$user" --regid "$user" --init-groups "$@"
}

add_users() {
  useradd --uid 2001 --create-home --home-dir /home/deploy --shell /bin/bash deploy
  useradd --uid 2002 --system --home-dir /srv/s3 --shell /usr/sbin/nologin s3
  chmod 755 /home/deploy
  printf 'demo\n' >/etc/hostname
  printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 demo\n' >/etc/hosts
  ln -sf /usr/share/zoneinfo/UTC /etc/localtime
  printf 'Etc/UTC\n' >/etc/timezone
}

# Git keeps neither owner nor mode, hence every mode that matters is set here.
place_files() {
  cp -r --no-preserve=mode,ownership /mnt/server/corrected/. /
  [[ $flavour == corrected ]] || cp -r --no-preserve=mode,ownership /mnt/server/published/. /
  chmod 440 /etc/sudoers.d/deploy
  visudo --check --quiet
  install -d -m 1730 -o root -g crontab /var/spool/cron/crontabs
  chown deploy:crontab /var/spool/cron/crontabs/deploy
  chmod 600 /var/spool/cron/crontabs/deploy
  chown -R deploy:deploy /home/deploy
  chmod 755 /home/deploy/scripts/*.sh
  chmod 600 /home/deploy/.pgpass /home/deploy/.config/rclone/rclone.conf
  install -d -m 755 -o deploy -g deploy /home/deploy/logs
  install -d -m 700 -o deploy -g deploy /home/deploy/backups /home/deploy/backups/restore
  ln -sfn "$venv/bin/rclone" /usr/local/bin/rclone
  if [[ $flavour == corrected ]]; then
    install -D -m 600 /home/deploy/.config/rclone/rclone.conf /root/.config/rclone/rclone.conf
  else
    # Where Debian's package puts it: cron's PATH ends there, and the published scripts name no folder.
    ln -sfn "$venv/bin/rclone" /usr/bin/rclone
  fi
  install -d -m 755 /srv/runbook
  cp -r --no-preserve=mode,ownership /mnt/runbook/. /srv/runbook/
  install -d -m 755 /var/log/supervisor
  install -d -m 755 -o www-data -g adm /var/log/nginx
  install -d -m 1775 -o root -g postgres /var/log/postgresql
  install -d -m 755 -o s3 -g s3 /var/log/s3
  install -d -m 750 -o s3 -g s3 /srv/s3 /srv/s3/my-backups "$bucket"
}

enable_vhosts() {
  local app
  for app in "${apps[@]}"; do
    ln -s "../sites-available/$app" "/etc/nginx/sites-enabled/$app"
  done
}

# Signed by an authority that no trust store knows, as an origin certificate is.
make_certificate() {
  local folder=/etc/ssl/cloudflare work names
  work=$(mktemp -d)
  names=$(printf ',DNS:%s.example' "${apps[@]}")
  install -d -m 755 "$folder"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
    -subj '/O=Testbed/CN=Testbed Origin CA' -keyout "$work/ca.key" -out "$folder/origin-ca.pem"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=${apps[0]}.example" \
    -addext "subjectAltName=${names#,}" -addext 'extendedKeyUsage=serverAuth' \
    -keyout "$folder/origin.key" -out "$work/origin.csr"
  openssl x509 -req -in "$work/origin.csr" -CA "$folder/origin-ca.pem" -CAkey "$work/ca.key" -days 365 \
    -copy_extensions copyall -out "$folder/origin.pem"
  chmod 644 "$folder/origin.pem" "$folder/origin-ca.pem"
  chmod 600 "$folder/origin.key"
  rm -r "$work"
}

# A bare upstream and a built checkout for each site.
make_sites() {
  local app deployed=/home/deploy/.local/state/nightly-update
  install -d -m 755 -o deploy -g deploy /srv/git
  [[ $flavour == published ]] || as deploy mkdir -p "$deployed"
  as deploy git config --global user.name 'Deploy'
  as deploy git config --global user.email 'deploy@demo.example'
  as deploy git config --global init.defaultBranch main
  for app in "${apps[@]}"; do
    install -d -m 755 -o deploy -g deploy "/var/www/$app"
    as deploy git init --quiet --bare "/srv/git/$app.git"
    as deploy git clone --quiet "/srv/git/$app.git" "/var/www/$app" 2>/dev/null
    as deploy cp -r --no-preserve=mode,ownership /mnt/server/site/. "/var/www/$app/"
    as deploy sed -i "s/APP/$app/; s/DESCRIPTION/${descriptions[$app]}/" "/var/www/$app/package.json"
    as deploy env -C "/var/www/$app" git add .
    as deploy env -C "/var/www/$app" git commit --quiet --message "Start $app"
    as deploy env -C "/var/www/$app" git push --quiet --set-upstream origin main
    as deploy env -C "/var/www/$app" node build.js
    # What nightly-update.sh compares with: the commit that was last seen to serve.
    # shellcheck disable=SC2016 # the inner shell expands them
    [[ $flavour == published ]] ||
      as deploy env -C "/var/www/$app" sh -c 'git rev-parse HEAD >"$1"' - "$deployed/$app"
  done
}

make_database() {
  local versions version
  # By initdb, since a client of another version makes a folder there too.
  versions=(/usr/lib/postgresql/*/bin/initdb)
  version=$(cut -d / -f 5 <<<"${versions[-1]}")
  # Small log segments: the template is unpacked into memory for every testbed.
  pg_createcluster --locale C.UTF-8 "$version" main -- --wal-segsize=1
  cat >"/etc/postgresql/$version/main/conf.d/testbed.conf" <<'CONF'
fsync = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 20
wal_level = minimal
max_wal_senders = 0
min_wal_size = 5MB
max_wal_size = 32MB
CONF
  start_postgresql
  local password
  password=$(grep ':appuser:' /home/deploy/.pgpass | cut -d : -f 5)
  as postgres psql -X -q -v ON_ERROR_STOP=1 -c "CREATE ROLE appuser LOGIN CREATEDB PASSWORD '$password'"
  as postgres createdb --owner appuser appdb
  as deploy psql -X -q -w -v ON_ERROR_STOP=1 -h localhost -U appuser -f /mnt/server/appdb.sql appdb
}

# Five days of business, each ending with a dump.
make_dumps() {
  local age dump
  start_object_store
  until curl --silent --output /dev/null http://127.0.0.1:9000/; do sleep 0.05; done
  for age in 4 3 2 1 0; do
    as deploy psql -X -q -w -v ON_ERROR_STOP=1 -h localhost -U appuser -v day="$((5 - age))" \
      -f /mnt/server/day.sql appdb
    dump=/home/deploy/backups/appdb-$(date -d "$age days ago" +%F).sql.gz
    # shellcheck disable=SC2016 # the inner shell expands $1
    as deploy sh -euc '
      umask 077
      pg_dump -w -h localhost -U appuser -f /tmp/appdb.sql appdb
      gzip -c /tmp/appdb.sql >"$1"
    ' - "$dump"
  done
  if [[ $flavour == corrected ]]; then
    as deploy rclone copy --include 'appdb-*.sql.gz' /home/deploy/backups r2:my-backups/postgres
    as deploy /home/deploy/scripts/rehearse-restore.sh || { cat /home/deploy/logs/*; return 1; }
    rm -f /home/deploy/logs/*
  else
    # One object under one name for ever, as the published script leaves it.
    as deploy rclone copyto "$dump" r2:my-backups/postgres/db_backup_STAMP.sql.gz
    rm /home/deploy/backups/appdb-*
  fi
}

stop_daemons() {
  pg_ctlcluster "$(basename /etc/postgresql/*)" main stop
  pkill -x rclone
  wait
  rm -f /var/log/postgresql/* /var/log/s3/*
}

add_users
place_files
enable_vhosts
make_certificate
make_sites
make_database
make_dumps
stop_daemons
