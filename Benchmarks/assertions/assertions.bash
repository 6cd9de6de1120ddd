#!/usr/bin/env bash
# The peer: the 24 assertions as a careful administrator's script makes them, with as few processes as it can do with.
set -u
status=0
complain() { echo "$*"; status=1; }
programs=$(supervisorctl status)
listeners=$(ss -Hltnp)
while read -r app port program host; do
  [[ $programs =~ $program[[:space:]]+RUNNING[[:space:]]+pid[[:space:]]+([0-9]+) ]] || complain "$program does not run"
  pid=${BASH_REMATCH[1]:-none}
  grep -q ":$port .*pid=$pid," <<<"$listeners" || complain "$program does not hold $port"
  grep -q "proxy_pass http://[^;]*:$port" "/etc/nginx/sites-enabled/$app" || complain "$app has no virtual host"
  code=$(curl -sko /dev/null -w '%{http_code}' --max-time 3 --resolve "$host:443:127.0.0.1" "https://$host/")
  ((code >= 200 && code < 500)) || complain "$host does not answer"
done <<'END'
jumpinotech 3001 site-jumpinotech jumpinotech.example
wegweiserlife 3002 site-wegweiserlife wegweiserlife.example
nearyou 3003 site-nearyou nearyou.example
luci 3004 site-luci luci.example
END
tab=$(crontab -u deploy -l)
grep -q '^0 2 \* \* \* .*/db-backup.sh' <<<"$tab" || complain "db-backup is not scheduled"
grep -q '^30 3 \* \* \* .*/nightly-update.sh' <<<"$tab" || complain "nightly-update is not scheduled"
for script in db-backup nightly-update; do
  [ -x "/home/deploy/scripts/$script.sh" ] || complain "$script cannot be run"
done
certificate=/etc/ssl/cloudflare/origin.pem
[ -f "$certificate" ] || complain "the certificate is not there"
case $(stat -c %a "${certificate%.pem}.key") in 600 | 400) ;; *) complain "the key is not private" ;; esac
openssl x509 -in "$certificate" -noout -checkend 2592000 >/dev/null || complain "the certificate ends soon"
[ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "${certificate%.pem}.key" -pubout)" ] ||
  complain "the certificate does not fit its key"
exit "$status"
