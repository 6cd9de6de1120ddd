extension ServerEffectCases {
  static let destroying = lines(
    #"""
    zfs destroy tank/data@old
    zfs rollback -r tank/data@a
    zpool labelclear /dev/sdb
    zpool destroy tank
    btrfs subvolume delete /mnt/@snap
    lvremove -f vg0/data
    lvreduce -L 10G vg0/data
    vgremove vg0
    pvremove /dev/sdb1
    sgdisk --zap-all /dev/sdb
    dd if=/dev/zero of=/dev/sdb bs=1M
    dd if=backup.img of=/dev/sda
    mdadm --zero-superblock /dev/sdb1
    mdadm --create /dev/md0 --level=1 --raid-devices=2 /dev/sda /dev/sdb
    cryptsetup luksFormat /dev/sdb
    cryptsetup luksErase /dev/sdb
    shred -u secrets.txt
    truncate -s 0 /var/log/app.log
    find /var/log -name '*.gz' -delete
    find /tmp -mtime +7 -exec rm -rf {} +
    rsync -a --delete src/ dst/
    rsync -av --delete-after /a/ host:/b/
    rclone sync /a remote:b
    rclone purge remote:b
    rclone delete remote:b --min-age 30d
    rclone cleanup remote:
    aws s3 rm s3://b/x --recursive
    aws s3 rb s3://b --force
    aws s3 sync /a s3://b --delete
    aws rds delete-db-instance --db-instance-identifier x
    aws dynamodb delete-table --table-name t
    gcloud sql backups restore 1 --restore-instance=x
    gsutil rm gs://b/x
    gsutil -m rsync -d a gs://b
    az group delete -n rg
    doctl compute droplet delete 1
    hcloud server delete web1
    hcloud server rebuild web1 --image debian-12
    terraform state rm x
    pulumi destroy
    kubectl delete -f x.yaml
    kubectl replace --force -f x.yaml
    kubectl apply --prune -f x/ -l a=b
    kubectl drain node1 --delete-emptydir-data
    kubectl patch pvc x -p '{"metadata":{"finalizers":null}}'
    helm delete x
    flux delete kustomization x
    argocd app delete x
    argocd app sync x --prune
    velero backup delete x
    docker compose down --volumes --rmi all
    docker compose rm -fsv
    docker volume prune -f
    docker image prune -a
    docker builder prune
    docker rm -f x
    docker network rm n
    docker swarm leave --force
    docker service rm x
    docker exec x redis-cli FLUSHALL
    docker exec -it db dropdb app
    docker exec db psql -U p -c 'DROP TABLE x'
    docker compose exec db psql -c 'TRUNCATE x'
    docker compose run --rm app rake db:reset
    podman volume rm x
    podman system reset
    pct destroy 101
    qm destroy 101
    qm rollback 101 snap
    qm delsnapshot 101 snap
    pct rollback 101 snap
    pct restore 101 /x.tar --force
    pvesm free local:101/x
    pvecm delnode x
    virsh undefine x --remove-all-storage
    virsh destroy x
    virsh snapshot-revert x s
    lxc delete x
    incus delete x --force
    incus snapshot restore x s
    psql -c 'DELETE FROM users'
    psql -c 'ALTER TABLE x DROP COLUMN y'
    psql -c 'UPDATE users SET a=1'
    psql -c "UPDATE t SET a = 1 WHERE b = 2"
    cp -r backup-20260101/* ./
    cp /root/old/.env /srv/app/.env
    node make-secrets.js > .env
    psql -c 'EXPLAIN ANALYZE DELETE FROM x'
    psql -f restore.sql app
    mysql -e 'DROP TABLE x'
    mysql app < dump.sql
    mysqladmin drop app
    pg_restore -c -d app x.dump
    pg_dropcluster 15 main
    pg_resetwal /data
    pg_rewind --target-pgdata=/d --source-server=x
    pg_archivecleanup /a 0001
    dropuser x
    redis-cli FLUSHDB
    redis-cli DEL x
    redis-cli SHUTDOWN NOSAVE
    redis-cli --scan --pattern 'x*' | xargs redis-cli del
    mongorestore --drop dump/
    mongosh --eval 'db.dropDatabase()'
    mongosh --eval 'db.x.deleteMany({})'
    influx delete --bucket b
    curl -X DELETE http://localhost:9200/idx
    curl -X POST http://localhost/admin/reset
    etcdctl del /x --prefix
    etcdctl snapshot restore x.db
    etcdctl member remove 1
    consul kv delete -recurse x
    vault kv destroy secret/x
    vault secrets disable x
    nomad job stop -purge x
    patronictl reinit c n
    patronictl remove c
    pgbackrest --stanza=x --delta restore
    pgbackrest --stanza=x expire
    pgbackrest stanza-delete --stanza=x --force
    barman delete x oldest
    barman recover x latest /d
    wal-g delete retain 5 --confirm
    wal-g backup-fetch /d LATEST
    restic forget --prune --keep-daily 7
    restic prune
    borg delete r::a
    borg prune r
    borg compact r
    borg extract r::a
    borg break-lock r
    duplicity remove-older-than 30D file:///x
    kopia snapshot delete x
    kopia maintenance run --full
    git clean -fdx
    git restore .
    git reflog expire --expire=now --all
    git gc --prune=now
    git pull --rebase --force
    git switch -f main
    git checkout -f main
    git rm x
    git filter-branch x
    git tag -d v1
    git worktree remove -f x
    journalctl --vacuum-time=2d
    journalctl --vacuum-size=1G
    journalctl --rotate --vacuum-time=1s
    logrotate -f /etc/logrotate.conf
    apt purge nginx
    apt autoremove
    apt-get remove x
    apt-get clean
    dnf remove x
    pacman -Rns x
    apk del x
    snap remove x
    flatpak uninstall x
    npm cache clean --force
    yarn cache clean
    pip uninstall x
    composer remove x
    bundle clean --force
    cargo clean
    make distclean
    deluser --remove-home x
    passwd -d x
    crontab new.txt
    nft flush ruleset
    ufw reset
    ufw --force reset
    ip addr flush dev eth0
    systemctl revert x
    supervisorctl remove x
    supervisorctl clear x
    pm2 delete x
    acme.sh --remove -d x
    acme.sh --revoke -d x
    postsuper -d ALL
    postsuper -d ABC
    exim -Mrm x
    doveadm mailbox delete -u x y
    rabbitmqctl purge_queue q
    rabbitmqctl reset
    rabbitmqctl delete_queue q
    kafka-topics.sh --delete --topic t
    kafka-topics --bootstrap-server x --delete --topic t
    celery -A app purge
    rails db:reset
    rails db:schema:load
    rails db:rollback
    rake db:seed:replant
    bundle exec rake db:drop
    php artisan migrate:rollback
    php artisan queue:flush
    php artisan queue:clear
    python manage.py reset_db
    python manage.py sqlflush | psql x
    python manage.py clearsessions
    python manage.py loaddata x.json
    wp db reset --yes
    wp db drop
    wp db import x.sql
    wp search-replace a b
    wp plugin delete x
    wp post delete 1 --force
    wp site delete 2
    drush sql-drop
    drush sql:drop -y
    npx sequelize db:drop
    npx knex migrate:rollback
    flyway clean
    mix ecto.drop
    mix ecto.reset
    occ user:delete x
    occ trashbin:cleanup --all-users
    occ files:cleanup
    gitea admin user delete --id 1
    forgejo admin user delete --username x
    nix-collect-garbage -d
    nix-collect-garbage --delete-older-than 30d
    nix-env --delete-generations old
    nix store gc
    kamal remove
    kamal accessory exec db psql
    kamal server exec uptime
    kamal app remove
    kamal prune all
    cap production deploy:cleanup
    dokku apps:destroy x
    dokku postgres:destroy x
    heroku apps:destroy x
    heroku pg:backups:restore b001 DATABASE_URL
    fly volumes destroy x
    vercel remove x
    wrangler delete
    firebase firestore:delete --all-collections
    supabase db reset
    mc rm --recursive --force x/y
    mc rb --force x/y
    mc mirror --remove a b
    s3cmd del s3://b/x
    s3cmd sync --delete-removed a s3://b
    tar -xzf backup.tgz -C /
    unzip -o x.zip -d /srv
    sed -i s/a/b/ /etc/x
    tee /etc/x
    rm -rf /srv/x
    rmdir x
    unlink x
    mkswap /dev/sdb1
    parted /dev/sda rm 1
    parted /dev/sda mklabel gpt
    fdisk /dev/sda
    fsck -y /dev/sda1
    xfs_repair -L /dev/sda1
    e2fsck -fy /dev/sda1
    resize2fs /dev/sda1 10G
    hdparm --security-erase x /dev/sda
    nvme format /dev/nvme0n1
    ansible all -m shell -a 'rm -rf /x'
    ansible all -a 'dropdb shop'
    ansible all -m shell
    ansible all -a uptime -a 'dropdb shop'
    ansible all -m shell -m file -a 'path=/x state=absent'
    ansible all -m ping -m shell -a 'dropdb shop'
    ansible all -m shell -a uptime --arg 'dropdb shop'
    docker run --rm shop:2 --version
    lazydocker
    ceph auth ls
    aws secretsmanager get-secret-value --secret-id shop
    aws sts get-session-token
    aws glacier get-job-output --vault-name shop --job-id 7 /srv/x
    aws glacier get-job-output --job-id 7 --no-paginate /srv/x
    ssh -o ProxyCommand='rm -rf /x' box
    ssh -oproxycommand='rm -rf /x' box uptime
    ssh box -o 'LocalCommand rm -rf /x' uptime
    ssh -F settings box uptime
    ssh -R 80:localhost:5432 box
    ansible all -m file -a 'path=/x state=absent'
    vzdump --restore /mnt/copies/dump.zst 104
    ./copies.sh --restore=monday
    ./trim-journal.sh
    ceph osd purge 4
    ollama rm x
    aws ec2 terminate-instances --instance-ids i-2
    ssh ann@box < deeds.sh
    ssh host 'rm -rf /x'
    ssh host "docker system prune -f"
    sudo sh -c 'rm -rf /x'
    su - postgres -c 'dropdb x'
    bash -c 'git reset --hard'
    echo x | sudo tee /etc/x
    cat a.sql | mysql x
    zcat d.gz | psql x
    pg_dump a | psql b
    ls | xargs -n1 rm
    watch -n1 'rm x'
    nohup rm x
    time dropdb x
    doas rm x
    flock /l rm x
    parallel rm ::: a b
    chroot /mnt rm x
    nsenter -t 1 -m rm x
    screen -dmS x rm y
    tmux new -d 'rm y'
    tmux ls \; kill-server
    tmux 'ls;' kill-server
    tmux display-message -p '#(rm -rf /srv)'
    cp .e .env
    cp x/.env /srv/dist/.env
    cat x > /srv/dist/.env
    crictl rmi --prune
    crictl rm x
    nerdctl system prune
    pihole -f
    tailscale logout
    tailscale serve reset
    colima delete
    visudo
    at -d 1
    atrm 1
    systemd-tmpfiles --clean
    mysqldump a | mysql b
    clickhouse-client -q 'DROP TABLE x'
    sqlite3 x.db 'DELETE FROM a'
    sqlite3 x.db '.restore b.db'
    influxd restore x
    varnishadm ban req.url '~' .
    rndc flush
    unbound-control flush_zone x
    smbpasswd -x u
    zpool import -F tank
    zpool remove tank sdb
    """#)
}
