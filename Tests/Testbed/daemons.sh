# shellcheck shell=bash
# What runs on the server, started as Debian's init scripts start it. Sourced by init.sh, run inside.

bucket=/srv/s3/my-backups/postgres

# Five daily dumps ending with the last 02:00, and yesterday's rehearsal, whatever day the template is of.
redate_dumps() {
  local folder name last day index=0 names
  last=$(date -d 'today 02:00' +%s)
  (($(date +%s) >= last)) || last=$((last - 86400))
  for folder in "$bucket" /home/deploy/backups; do
    index=0
    mapfile -t names < <(cd "$folder" && printf '%s\n' appdb-????-??-??.sql.gz | sort -r)
    for name in "${names[@]}"; do
      [[ -e $folder/$name ]] || continue
      day=$(date -d "@$((last - index * 86400))" +%F)
      mv "$folder/$name" "$folder/.$index"
      touch -d "$day 02:00:0$((3 + index))" "$folder/.$index"
      index=$((index + 1))
    done
    while ((index > 0)); do
      index=$((index - 1))
      mv "$folder/.$index" "$folder/appdb-$(date -d "@$((last - index * 86400))" +%F).sql.gz"
    done
  done
  local record=/home/deploy/backups/rehearsals.log
  [[ -e $record ]] || return 0
  day=$(date -d yesterday +%F)
  sed -i -E "s/^[0-9-]{10}T[0-9:]{8}Z/${day}T04:10:07Z/; s/(appdb)-[0-9-]{10}/\1-$day/" "$record"
  touch -d "$day 04:10:07" "$record"
}

start_postgresql() {
  # The folder of the sockets is on /run, and thus not in the template.
  install -d -o postgres -g postgres -m 2775 /run/postgresql
  pg_ctlcluster "$(basename /etc/postgresql/*)" main start
}

# As a user of its own, so that deploy reaches the dumps through the protocol only, as with a provider.
# Nothing is cached: tests change the folder by hand.
start_object_store() {
  setpriv --reuid s3 --regid s3 --init-groups \
    /usr/local/bin/rclone serve s3 --config /dev/null --addr 127.0.0.1:9000 \
    --auth-key testbed-only-id,testbed-only-secret --dir-cache-time 0s --poll-interval 0 /srv/s3 \
    </dev/null &>/var/log/s3/serve.log 9>&- &
}

start_daemons() {
  local postgresql
  start_postgresql 9>&- &
  postgresql=$!
  start_object_store
  nginx 9>&-
  cron 9>&-
  supervisord -c /etc/supervisor/supervisord.conf 9>&-
  wait "$postgresql" || true
}

count_running() {
  curl --silent --max-time 2 --unix-socket /run/supervisor.sock --header 'Content-Type: text/xml' \
    --data '<methodCall><methodName>supervisor.getAllProcessInfo</methodName></methodCall>' \
    http://localhost/RPC2 |
    grep -o RUNNING | wc -l
}

site_answers() {
  curl --silent --insecure --max-time 2 --resolve "$1.example:443:127.0.0.1" "https://$1.example/health" |
    grep -q "\"app\":\"$1\""
}

wait_for_sites() {
  local app program count
  local programs=(/etc/supervisor/conf.d/site-*.conf)
  for program in "${programs[@]}"; do
    app=${program##*/site-}
    until site_answers "${app%.conf}"; do sleep 0.05; done
  done
  until count=$(count_running) && ((count == ${#programs[@]})); do sleep 0.05; done
  until pg_isready --quiet --host localhost; do sleep 0.05; done
  until curl --silent --output /dev/null --max-time 2 http://127.0.0.1:9000/; do sleep 0.05; done
}
