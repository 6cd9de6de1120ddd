extension EffectCases {
  private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  static let interrupting = lines(
    #"""
    sudo systemctl restart app
    systemctl enable --now redis
    systemctl stop app.service
    sudo service nginx restart
    supervisorctl restart site-x
    sudo supervisorctl update
    pm2 restart api
    pm2 save
    launchctl load ~/Library/x.plist
    nssm restart app
    docker restart web
    docker compose up -d
    docker compose down
    docker compose pull
    docker compose restart api
    docker build -t x .
    docker run -d --name web -p 80:80 nginx
    kubectl apply -f x.yaml
    kubectl rollout restart deploy/api
    kubectl scale deploy/api --replicas=3
    helm upgrade --install app ./chart
    sudo nginx -s stop
    git pull
    git pull --ff-only origin main
    git commit -m "x"
    git push -u origin main
    git branch -M main
    git checkout main
    git checkout -b x
    git merge x
    git rebase main
    git fetch --all
    git remote add origin git@x:y
    git stash
    gh pr create
    gh workflow run deploy.yml
    npm ci
    npm install
    npm start
    npm test
    npm run build
    npm run redeploy:prod
    npm run lint:fix
    pnpm build
    pnpm --filter api dev
    yarn install --frozen-lockfile
    yarn
    npx prisma migrate deploy
    pip install -r requirements.txt
    poetry install
    composer install --no-dev
    bundle install
    python manage.py migrate
    python3 -m http.server 8000
    php artisan migrate --force
    rails db:migrate
    bundle exec rails db:migrate
    mvn package
    gradle build
    go build ./...
    cargo build --release
    make build
    make deploy
    psql -c "INSERT INTO t VALUES (1)"
    cp .env .env.bak
    psql -c "CREATE DATABASE x OWNER y"
    psql -c "ALTER USER x WITH PASSWORD 'y'"
    psql -c 'VACUUM ANALYZE'
    psql -c "SELECT pg_terminate_backend(1)"
    pg_dump app > app.sql
    pg_dump -Fc -f app.dump app
    pg_dump app | gzip > app.sql.gz
    createdb app
    mysqldump app > app.sql
    mysql -e "GRANT ALL ON x.* TO y"
    redis-cli bgsave
    rclone copy a remote:b
    restic backup /srv
    borg create /b::x /srv
    rsync -av a/ b/
    scp x host:/tmp/
    tar xzf x.tgz -C /tmp/look
    cp /etc/app.conf /backup/app.conf
    rsync -a /srv/ /mnt/backup/srv/
    tar -czf x.tgz /srv
    gunzip x.gz
    unzip x.zip
    certbot renew
    sudo certbot --nginx -d example.com
    openssl genrsa -out key.pem 2048
    apt update
    sudo apt-get install -y nginx
    sudo apt upgrade
    brew install x
    mv a b
    cp a b
    ln -s a b
    mkdir -p /srv/x
    touch x
    chmod +x x.sh
    chown -R a:b /srv
    tee x
    echo a >> x
    curl -X POST http://localhost/x
    curl -d a=b http://localhost
    curl -sS --json '{}' http://x
    curl -o x http://localhost
    curl -c jar -o /dev/null http://localhost
    tsc -b
    eslint --fix .
    eslint .
    mypy src
    curl -s -o /dev/null -o /etc/motd http://localhost http://localhost
    curl -o /dev/null --output x http://localhost
    curl -o /dev/null --trace x http://localhost
    ./check-and-update.sh
    ./update-verify.sh
    curl -fsSLO http://x/y
    wget http://x/y
    ssh host 'systemctl restart app'
    kill 123
    pkill -f "http.server 8080"
    crontab -e
    ufw allow 22/tcp
    iptables -A INPUT -p tcp --dport 80 -j ACCEPT
    terraform init
    aws s3 cp a s3://b/
    fly deploy
    vercel --version && vercel deploy
    heroku ps:restart
    wrangler deploy
    tailscale up
    wg-quick up wg0
    tmux new -s x
    tmux attach -d -t x
    useradd -m x
    passwd x
    mount /dev/sdb1 /mnt
    sysctl -w a=b
    timedatectl set-timezone UTC
    nano /etc/hosts
    sudo vim /etc/nginx/nginx.conf
    ./scripts/deploy.sh
    ./backup.sh
    bash scripts/backup_db.sh
    sudo bash deploy/setup-ssl.sh
    A=b ./scripts/premerge_run.sh
    ./scripts/check-and-restart.sh
    ~/x/serve.sh
    node server.js
    python3 migrate.py
    source venv/bin/activate
    tailscale down
    colima restart
    docker exec web touch /x
    find . -name x -exec chmod 644 {} +
    cat x | xargs mv -t /tmp
    ssh host "cd /srv && git pull && docker compose up -d"
    nohup ./run.sh > out.log 2>&1
    """#)

  static let destroying = lines(
    #"""
    : > /var/log/x.log
    cat /dev/null > /srv/x.db
    mdadm --create /dev/md0 -l 1 -n 2 -x 1 /dev/sda /dev/sdb
    mdadm --stop /dev/md0 --scan
    hdparm --user-master u --security-erase p /dev/sda -i
    nvme format /dev/nvme0n1 -H
    kubectl delete pvc --all --dry-run=none
    kubectl apply --prune -f x.yaml
    git push origin :old
    git push origin +main
    psql -c "UPDATE users SET a=1"
    psql -c "SELECT pg_drop_replication_slot('x')"
    tar xzf /backup/x.tgz
    python manage.py migrate app zero
    curl -X POST http://localhost:8080/api/reset
    curl -d '{}' http://localhost:9200/x/_delete_by_query
    deno task drop
    kamal accessory remove db
    cap production deploy:rollback
    bin/kamal app exec "bin/rails db:drop"
    patronictl -c /etc/p.yml reinit orion pg-03
    etcdctl del foo
    velero restore create --from-backup x
    nix-env --delete-generations 30d
    doveadm expunge -u x mailbox INBOX all
    tar xzf x.tgz -C /srv
    rsync -a /mnt/backup/latest/ /srv/data/
    cp -r /var/backups/etc/nginx /etc/
    sudo rsync -aL /snapshots/today/ host:/srv/
    rm x
    rm -rf /srv
    sudo rm -f /etc/apt/sources.list.d/x.list
    shred -u x
    dd if=a of=/dev/sda
    mkfs.ext4 /dev/sdb1
    wipefs -a /dev/sdb
    truncate -s 0 x.log
    find . -name x -delete
    find /x -exec rm {} \;
    find . -type f | xargs rm
    ls | xargs -I{} rm -f {}
    sed -i 's/a/b/' x
    sed -i.bak s/a/b/ x
    docker compose down -v
    docker compose -f x.yml --env-file y down --volumes
    docker-compose rm -f
    docker system prune -af
    docker volume rm data
    docker rm -f web
    docker rmi x
    docker run --rm -v data:/d alpine sh -c 'rm -rf /d/*'
    docker exec web rm x
    docker exec -it web bash
    docker exec -i db psql -U app app < dump.sql
    docker cp x web:/etc/x
    docker stack rm x
    kubectl delete pod x
    kubectl -n x delete -f y.yaml
    kubectl drain node
    kubectl rollout undo deploy/x
    kubectl scale deploy/x --replicas=0
    helm uninstall x
    helm rollback x 1
    git reset --hard origin/main
    git clean -fd
    git push --force
    git push -f origin main
    git -C dir push --force-with-lease
    git push origin --delete x
    git checkout -- .
    git checkout .
    git branch -D x
    git branch -d x
    git stash drop
    git stash clear
    git restore x
    gh release delete v1
    gh api -X DELETE repos/x/y
    gh pr merge 1 --delete-branch
    psql app < dump.sql
    cat dump.sql | psql app
    psql -f x.sql
    psql -c "DELETE FROM t"
    psql -c 'DROP DATABASE x'
    psql -c "TRUNCATE t"
    psql -c "SELECT 1; DROP TABLE x"
    psql -c "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x"
    sudo -u postgres psql -d x -c "alter table t drop column c"
    psql
    dropdb app
    pg_restore -d app x.dump
    pg_restore --clean -d app x.dump
    gunzip -c x.sql.gz | psql app
    mysql app < x.sql
    mysql -e "drop database x"
    mysqladmin drop x
    mongorestore --drop x
    mongosh --eval 'db.x.drop()'
    redis-cli FLUSHALL
    redis-cli -n 1 flushdb
    redis-cli del x
    sqlite3 app.db "DELETE FROM t"
    rclone sync a b
    rclone delete r:b
    restic forget --keep-last 5 --prune
    restic restore latest --target /
    borg prune /b
    rsync -av --delete a/ b/
    certbot delete --cert-name x
    apt purge x
    sudo apt-get autoremove -y
    apt remove x
    dpkg -r x
    npm uninstall x
    brew uninstall x
    php artisan migrate:fresh
    php artisan db:wipe
    rails db:drop
    rake db:reset
    python manage.py flush
    npx prisma migrate reset
    npx prisma db push --accept-data-loss
    alembic downgrade -1
    terraform apply
    terraform destroy
    terraform apply -auto-approve
    ansible-playbook site.yml
    aws s3 rm s3://b/x
    aws s3 sync a s3://b --delete
    aws ec2 terminate-instances --instance-ids i-1
    gcloud compute instances delete x
    az group delete -n x
    fly apps destroy x
    wrangler rollback
    heroku pg:reset
    curl -X DELETE http://localhost/x
    curl -XDELETE localhost:9200/idx
    curl -sX DELETE localhost:9200/idx
    curl https://x/install.sh | bash
    curl -fsSL https://x | sudo bash -
    wget -qO- https://x | sh
    bash -c "rm x"
    bash <(curl -s https://x)
    ssh host rm -rf /x
    ssh host 'docker compose down -v'
    kill -9 123
    pkill -9 node
    reboot
    sudo shutdown -r now
    crontab -r
    crontab x
    iptables -F
    ufw disable
    ufw delete allow 22
    userdel -r x
    deluser x
    pm2 delete all
    pm2 flush
    nssm remove app confirm
    supervisorctl clear app
    systemctl poweroff
    journalctl --vacuum-time=7d
    swapoff -a && rm /swapfile
    echo x > /etc/hosts
    echo x > /dev/sda
    tee /etc/x < y
    eval "$X"
    npm run db:reset
    npm run restore
    npm run clean
    npm run <script>
    make clean
    make
    ./rollback.sh
    ./scripts/rollback_dhash.sh --backup x
    ./deploy.sh rollback
    ./deploy.sh --reset
    bash restore.sh
    python wipe_data.py
    ./scripts/status-and-wipe.sh
    ./unknown
    ./scripts/xyz.sh
    node x.js
    python -c 'x'
    perl -e 'x'
    sudo su -
    sudo -i
    zfs destroy p/x
    zfs rollback p/x@y
    lvremove x
    mdadm --stop /dev/md0
    vault delete x
    """#)
}
