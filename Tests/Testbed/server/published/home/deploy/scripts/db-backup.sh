#!/bin/bash
set -e

DUMP="/tmp/db_backup_STAMP.sql.gz"
pg_dump -U appuser appdb | gzip > "$DUMP"
rclone copy "$DUMP" r2:my-backups/postgres/
find /tmp -name "*.sql.gz" -mtime +7 -delete
rclone delete --min-age 30d r2:my-backups/postgres/
