/// Commands by what they do.
enum EffectCases {
  private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  static let observing = lines(
    #"""
    nixos-rebuild dry-activate --flake .#x
    nix-env --list-generations -p /x
    borg check x
    wp search-replace a b --dry-run
    bin/kamal app logs -f
    patronictl -c /etc/p.yml list
    etcdctl --endpoints=http://10.0.0.1:2379 endpoint health --cluster
    velero schedule get
    k3s kubectl get nodes
    rclone sync a b --dry-run
    systemctl status nginx
    sudo systemctl status app.service --no-pager
    systemctl list-timers --all
    systemctl is-active app
    systemctl --failed
    systemctl
    service nginx status
    journalctl -u app -n 100
    journalctl -fu app
    sudo supervisorctl status
    supervisorctl tail -100 app stderr
    pm2 list
    pm2 logs api --lines 200
    pm2 describe api
    launchctl list
    nssm status app
    docker ps -a
    docker logs --tail 50 web
    docker inspect -f '{{.State.Status}}' web
    docker volume ls
    docker system df
    docker stats --no-stream
    docker exec web ls /app
    docker exec -it db psql -U app -c "SELECT 1"
    docker exec -e A=b -u root web cat /etc/hosts
    docker compose ps
    docker compose -f prod.yml --env-file .env logs -f --tail=100 api
    docker-compose config
    docker compose exec -T db pg_isready -U app
    docker --version
    kubectl get pods -n prod -o wide
    kubectl -n prod describe pod x
    kubectl logs -f deploy/api
    kubectl rollout status deploy/api
    kubectl exec -n prod web-0 -c app -- ls /
    kubectl apply -f x.yaml --dry-run=server
    helm list -A
    helm upgrade app ./chart --dry-run
    nginx -t
    sudo nginx -T
    nginx -V
    caddy validate --config /etc/caddy/Caddyfile
    apache2ctl configtest
    haproxy -c -f /etc/haproxy/haproxy.cfg
    git status
    git log --oneline -5
    git -C /srv/app diff
    git branch -a
    git remote -v
    git push --dry-run origin main
    git clean -n
    git stash list
    gh pr list
    gh run view 12 --log
    npm ls --depth=0
    npm audit
    npm run lint
    npm run status
    npm --version
    pnpm list
    pip list
    pip freeze
    poetry show
    composer outdated
    psql -U app -d app -c 'SELECT count(*) FROM users;'
    psql -l
    psql -c '\dt'
    sudo -u postgres psql -tAc "select 1"
    psql -c "EXPLAIN SELECT * FROM t"
    psql -c "SELECT * FROM t WHERE note = 'DROP me'"
    pg_isready -h localhost
    pg_dump --version
    pg_restore --list x.dump
    mysql -u root -p -e 'SHOW DATABASES'
    mysqladmin -u root ping
    redis-cli ping
    redis-cli -h cache -p 6379 INFO memory
    redis-cli config get maxmemory
    sqlite3 app.db "SELECT * FROM t"
    sqlite3 app.db .tables
    clickhouse-client --query "SELECT 1"
    rclone ls remote:bucket
    rclone sync a b --dry-run
    restic snapshots
    borg list /backup
    rsync -avn --delete a/ b/
    tar tzf x.tar.gz
    tar -tvf x.tar
    gunzip -c x.sql.gz
    gzip -t x.gz
    unzip -l x.zip
    certbot certificates
    certbot renew --dry-run
    openssl x509 -in cert.pem -noout -dates
    openssl s_client -connect example.com:443
    apt list --upgradable
    apt-get -s upgrade
    dpkg -l
    dnf check-update
    brew list
    cat /etc/hosts
    tail -f /var/log/syslog
    head -n 5 x
    less x
    grep -r error /var/log
    awk '{print $1}' x
    sed -n '1,5p' x
    sort x | uniq -c | wc -l
    jq '.a' x.json
    du -sh /var/*
    df -h
    free -m
    uptime
    ps aux
    top
    ss -tlnp
    netstat -tulpn
    lsof -i :8080
    ip addr show
    ip a
    ping -c 3 host
    dig +short example.com
    curl -I https://example.com
    curl -s -o /dev/null -w '%{http_code}' https://shop.test/up
    tsc -b --noEmit
    ./list-and-show.sh
    ./ops/desk.sh status web
    ./ops/desk.sh logs web
    ./preflight.sh
    npm run photos:verify
    curl -fsS http://localhost:8080/health
    curl -X GET http://localhost/x
    curl -sX GET http://localhost/x
    wget -qO- http://localhost/health
    wget --spider http://x
    nc -zv host 5432
    ssh host uptime
    ssh -p 2222 -i key deploy@host 'docker ps'
    ssh -V
    kill -0 123
    crontab -l
    iptables -L -n -v
    ufw status verbose
    fail2ban-client status sshd
    terraform plan
    terraform fmt -check
    ansible-playbook site.yml --check
    aws s3 ls s3://b
    aws sts get-caller-identity
    az account show
    fly status
    heroku logs --tail
    wrangler tail
    tailscale status
    tailscale serve status
    colima status
    ssh -T git@github.com
    wg show
    tmux ls
    tmux attach -t x
    watch -n 1 df -h
    sha256sum -c x.sha256
    gpg --list-keys
    timedatectl
    hostnamectl
    sysctl -a
    dmesg -T
    mount
    echo hello
    pwd
    which nginx
    whoami
    date
    sleep 5
    id deploy
    env
    ls -la
    find . -name '*.log' -mtime +7
    find . -type f -exec grep x {} +
    cat x | xargs ls
    ls 2>/dev/null
    ls 2>&1 | head
    command -v docker
    sudo -l
    visudo -c
    make -n deploy
    ./scripts/status.sh
    bash scripts/health-check.sh
    python3 --version
    python manage.py showmigrations
    php artisan migrate:status
    rails db:migrate:status
    cargo check
    go version
    bash -n x.sh
    cd /srv && ls
    export A=1
    for x in a b; do echo $x; done
    terraform -version
    restic forget --keep-last 5 --dry-run
    helm rollback --help
    """#)

  static let reloading = lines(
    """
    sudo nginx -s reload
    nginx -s reopen
    sudo systemctl reload nginx
    systemctl daemon-reload
    sudo service nginx reload
    nginx -t && sudo systemctl reload nginx
    supervisorctl reread
    pm2 reload api
    caddy reload --config x
    apache2ctl graceful
    apachectl -k graceful
    fail2ban-client reload
    sudo ufw reload
    firewall-cmd --reload
    kill -HUP 123
    pkill -HUP nginx
    pg_ctl reload -D /data
    ssh web 'sudo nginx -s reload'
    docker exec web nginx -s reload
    php artisan queue:restart
    monit reload
    postfix reload
    """)
}
