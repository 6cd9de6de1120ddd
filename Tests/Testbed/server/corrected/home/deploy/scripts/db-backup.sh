#!/bin/bash
# Nightly dump of appdb into ~/backups and r2:my-backups/postgres. Cron starts it at 02:00 UTC.
set -euo pipefail
umask 077

database=appdb
remote=r2:my-backups/postgres
backups=$HOME/backups
keep=14
rclone=(/usr/local/bin/rclone --contimeout 10s --retries 2)

mkdir -p "$HOME/logs" "$backups"
exec >>"$HOME/logs/db-backup.log" 2>&1

say() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*"; }

fail() {
  say "failed: $*"
  exit 1
}

exec 9>"$backups/.lock"
flock --nonblock 9 || fail 'another backup is running'

# The day names a dump; a second one of the day gets the time, and sorts after the first.
stamp=$(date -u +%F)
[[ ! -e $backups/$database-$stamp.sql.gz ]] || stamp=$(date -u +%FT%H%M%SZ)
name=$database-$stamp.sql.gz
plain=$backups/.$name.plain
packed=$backups/.$name.packed
trap 'rm -f "$plain" "$packed"' EXIT

# Into a file first: in a pipe a failed pg_dump leaves a valid archive with nothing in it.
pg_dump --no-password --host localhost --username appuser --file "$plain" "$database" || fail 'pg_dump'
tail -n 20 "$plain" | grep -q '^-- PostgreSQL database dump complete' || fail 'the dump has no end'
gzip --stdout "$plain" >"$packed"
gzip --test "$packed" || fail 'the archive cannot be read back'
mv --no-clobber "$packed" "$backups/$name"

"${rclone[@]}" copyto --immutable "$backups/$name" "$remote/$name" || fail "upload of $name"
size=$(stat --format=%s "$backups/$name")
[[ $("${rclone[@]}" lsf --format s "$remote/$name") == "$size" ]] || fail "$remote/$name has another size than $size"
say "$name: $size bytes, here and at $remote"

# By number, never by age: when backups stop, age would delete the last good one.
find "$backups" -maxdepth 1 -name "$database-*.sql.gz" -printf '%f\n' | sort | head -n "-$keep" |
  while read -r old; do
    rm "$backups/$old"
    say "purged here: $old"
  done
"${rclone[@]}" lsf --files-only --include "$database-*.sql.gz" "$remote" | sort | head -n "-$keep" |
  while read -r old; do
    "${rclone[@]}" deletefile "$remote/$old"
    say "purged at $remote: $old"
  done
say 'done'
