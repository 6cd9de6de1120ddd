#!/bin/bash
# Restores the newest dump of r2:my-backups/postgres into a database of its own, counts the rows, drops it,
# and writes one line to ~/backups/rehearsals.log. The live database is not touched.
set -euo pipefail
umask 077

database=appdb
remote=r2:my-backups/postgres
record=$HOME/backups/rehearsals.log
scratch=${database}_rehearsal
export PGOPTIONS='--client-min-messages=warning'
connection=(--no-password --host localhost --username appuser)

work=$(mktemp --directory)
trap 'rm -rf "$work"; dropdb "${connection[@]}" --if-exists "$scratch" 2>/dev/null' EXIT

name=$(/usr/local/bin/rclone lsf --files-only --include "$database-*.sql.gz" "$remote" | sort | tail -n 1)
[[ -n $name ]] || { echo "no dump at $remote" >&2; exit 1; }
/usr/local/bin/rclone copyto "$remote/$name" "$work/$name"
gunzip "$work/$name"
dump=$work/${name%.gz}

start=$(date +%s.%N)
dropdb "${connection[@]}" --if-exists "$scratch"
createdb "${connection[@]}" --template template0 "$scratch"
psql "${connection[@]}" --no-psqlrc --quiet --output /dev/null --set ON_ERROR_STOP=1 --file "$dump" "$scratch"

# The rows which the dump holds for each table, against those which are now in the database.
awk '/^COPY / { table = $2; count[table] = 0; inside = 1; next }
     inside && $0 == "\\." { inside = 0; next }
     inside { count[table]++ }
     END { for (table in count) print table, count[table] }' "$dump" | sort >"$work/expected"
while read -r table _; do
  printf '%s %s\n' "$table" "$(psql "${connection[@]}" -XAtq --command "SELECT count(*) FROM $table" "$scratch")"
done <"$work/expected" >"$work/restored"

verdict=ok
diff "$work/expected" "$work/restored" >&2 || verdict=failed
[[ -s $work/expected ]] || verdict=failed
seconds=$(awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.1f", end - start }')
printf '%s %s %s tables=%d rows=%d seconds=%s %s\n' "$(date -u +%FT%TZ)" "$database" "$name" \
  "$(wc -l <"$work/restored")" "$(awk '{ rows += $2 } END { print rows + 0 }' "$work/restored")" "$seconds" "$verdict" |
  tee -a "$record"
[[ $verdict == ok ]]
