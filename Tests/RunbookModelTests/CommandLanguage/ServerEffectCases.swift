/// Commands of hypervisors, stores, clouds and frameworks by what they do.
enum ServerEffectCases {
  static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  static let cloudReads = ["yc compute instance get-serial-port-output x", "yc vpc network list"]

  static let observing = lines(
    #"""
    zfs list -t snapshot
    mdadm --detail /dev/md0
    rclone check /a remote:b
    rclone size remote:b
    hcloud server list
    kubectl top pods
    kubectl rollout history deploy/x
    kubectl auth can-i get pods
    helm history x
    docker exec db psql -U p -c 'SELECT 1'
    qm list
    pvesm status
    virsh list --all
    psql -c 'EXPLAIN SELECT 1'
    mysql -e 'SHOW PROCESSLIST'
    pg_isready
    redis-cli INFO
    curl -s http://localhost/health
    patronictl list
    barman check x
    restic check
    borg list r
    git log --oneline
    git diff
    journalctl -xe
    ufw status
    fail2ban-client status
    systemctl cat x
    systemctl list-timers
    nginx -T
    caddy validate
    mailq
    doveadm who
    rabbitmqctl list_queues
    kafka-topics.sh --list
    celery -A app inspect active
    drush status
    occ status
    gitlab-ctl status
    kamal details
    kamal app logs
    dokku logs x
    parted -l
    fdisk -l
    fsck -n /dev/sda1
    smartctl -a /dev/sda
    nvme list
    ansible all -m ping
    ansible web -m shell -a "docker ps"
    ansible web -b -a uptime
    ansible all --module-name=command --args 'systemctl is-active shop'
    aws ec2 describe-instances --region eu-west-1
    aws --profile shop rds list-tags-for-resource --resource-name x
    ceph -s
    ceph osd tree
    ollama list
    aws iam get-user --user-name ann
    ssh ann@box
    ssh -p 2222 -i ~/.ssh/shop ann@box
    ./check_update_age.sh
    scripts/verify-backup.sh
    ./offline-validation.sh
    watch -n1 df -h
    crictl ps
    pihole status
    clickhouse-client -q 'SELECT 1'
    sqlite3 x.db '.tables'
    named-checkconf
    """#)

  static let reloading = lines(
    #"""
    systemctl reload x
    nginx -s reload
    caddy reload
    apachectl graceful
    haproxy -f x -sf 12
    pm2 reload x
    service nginx reload
    rndc reload
    unbound-control reload
    """#)

  static let interrupting = lines(
    #"""
    zfs set compression=lz4 tank/data
    zpool scrub tank
    btrfs balance start /mnt
    lvextend -L +5G vg0/data
    rclone copy /a remote:b
    aws ec2 reboot-instances --instance-ids i-1
    aws ecs update-service --cluster c --service s --force-new-deployment
    hcloud server reboot web1
    kubectl cordon node1
    kubectl set image deploy/x c=i:2
    kubectl patch pv x -p '{}'
    helm upgrade --install x c/x
    flux reconcile kustomization x
    argocd app sync x
    docker stop x
    docker network disconnect n c
    docker service update --force x
    docker exec x redis-cli BGSAVE
    podman auto-update
    qm stop 101
    vzdump 101
    lxc restart x
    psql -c 'VACUUM FULL x'
    psql -c 'REINDEX TABLE x'
    pg_ctlcluster 15 main restart
    pg_repack -t x
    redis-cli CONFIG SET maxmemory 1gb
    etcdctl snapshot save x.db
    nomad job run x.nomad
    patronictl switchover
    patronictl restart c n
    restic backup /x
    restic unlock
    usermod -aG docker x
    ufw allow 80
    fail2ban-client set sshd unbanip 1.2.3.4
    systemctl stop x
    systemctl mask x
    systemctl kill x
    pkill nginx
    nginx -s stop
    caddy stop
    apachectl stop
    supervisorctl stop all
    supervisorctl update
    supervisorctl reload
    pm2 scale x 3
    postqueue -f
    postsuper -r ALL
    doveadm force-resync -u x INBOX
    rabbitmqctl stop_app
    php artisan down
    wp db export x.sql
    wp plugin deactivate x
    wp cache flush
    drush cr
    alembic upgrade head
    flyway migrate
    mix ecto.migrate
    occ maintenance:mode --on
    occ files:scan --all
    gitlab-ctl reconfigure
    gitea dump
    nixos-rebuild switch
    kamal deploy
    kamal app stop
    kamal lock release
    cap production deploy
    dokku ps:restart x
    heroku restart
    fly scale count 0
    ln -sfn a b
    mkdir -p /x
    mount -a
    umount /x
    swapoff -a
    smartctl -t long /dev/sda
    ssh host sudo systemctl restart x
    ansible web -m shell -a 'systemctl restart shop'
    ./collect-pictures.sh
    ./check-and-restart.sh
    pihole restartdns
    pihole -g
    wg-quick down wg0
    service nginx stop
    rc-service x restart
    hostnamectl set-hostname x
    swapon -a
    sqlite3 x.db '.backup b.db'
    rndc stop
    """#)
}
