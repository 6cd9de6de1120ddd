/// Databases, their clients and their dumps.
extension EffectCatalogue {
  static let databases: [CatalogueProgram] = [
    CatalogueProgram(
      "psql", "psql(1), postgresql.org/docs/current/app-psql.html",
      valued: """
        -U --username -h --host -p --port -d --dbname -c --command -f --file -v --set -P --pset -F -R -o
        --output -L -T
        """,
      [
        .destroys(with: "-f --file", "it carries out a file of statements"),
        .observes(with: "-l --list -V --version -?", "it lists databases"),
        .interrupts(
          with: "-o --output", "it writes a file", runs: .sql(options: ["-c", "--command"], operand: 99)),
        .observes("it carries out statements", runs: .sql(options: ["-c", "--command"], operand: 99)),
      ]),
    CatalogueProgram(
      "pg_dump pg_dumpall", "pg_dump(1)", valued: "-U -h -p -d -f -F -n -t -T -N -Z -j -E -S",
      standsAlone: true,
      [.interrupts(with: "-f --file", "it writes a new dump"), .observes("it prints a dump")]),
    CatalogueProgram(
      "pg_restore", "pg_restore(1)", valued: "-U -h -p -d -f -F -n -t -j -L -T -P -I",
      [
        .observes(with: "-l --list", "it lists what a dump holds"),
        .destroys("it writes into a database, over what is there"),
      ]),
    CatalogueProgram("pg_basebackup", "pg_basebackup(1)", [.interrupts("it writes a copy of the cluster")]),
    CatalogueProgram(
      """
      pg_isready pg_controldata pg_config pg_lsclusters pg_test_fsync pg_waldump pgbadger pg_top
      pg_activity
      """,
      "pg_isready(1)", standsAlone: true, [.observes("it asks the server how it is")]),
    CatalogueProgram(
      "createdb createuser createlang", "createdb(1)", [.interrupts("it makes a database or a role")]),
    CatalogueProgram(
      """
      dropdb dropuser droplang pg_resetwal pg_rewind pg_dropcluster pg_archivecleanup pg_upgrade
      pg_upgradecluster initdb
      """,
      "dropdb(1)", [.destroys("it deletes or rewrites a database")]),
    CatalogueProgram(
      "vacuumdb reindexdb clusterdb analyzedb pg_repack pg_createcluster pgbench", "vacuumdb(1)",
      [.interrupts("it works on the tables of a database")]),
    CatalogueProgram(
      "pg_ctl pg_ctlcluster", "pg_ctl(1)", valued: "-D -l -m -o -w -t",
      [
        .observes("status */*/status", "it asks the server how it is"),
        .reloads("reload */*/reload", "the server takes up its configuration"),
        .destroys("promote kill initdb init", "the server takes another part"),
        .interrupts(
          "start stop restart logrotate */*/start */*/stop */*/restart", "the server starts or ends"),
      ]),
    CatalogueProgram(
      "mysql mariadb", "mysql(1), dev.mysql.com/doc/refman",
      valued: "-u --user -h --host -P --port -e --execute -D --database -S --socket",
      [
        .observes(with: "-V --version", "it prints its version"),
        .observes("it carries out statements", runs: .sql(options: ["-e", "--execute"], operand: 99)),
      ]),
    CatalogueProgram(
      "mysqldump mariadb-dump mysqlpump mydumper", "mysqldump(1)", valued: "-u -h -P -r",
      [
        .destroys(with: "--delete-master-logs --delete-source-logs", "it deletes logs"),
        .interrupts(with: "-r --result-file -T --tab", "it writes a new dump"),
        .observes("it prints a dump"),
      ]),
    CatalogueProgram(
      "mysqladmin mariadb-admin", "mysqladmin(1)", valued: "-u --user -h --host -P --port -S --socket",
      [
        .observes(
          "ping status version variables extended-status processlist", "it asks the server how it is"),
        .reloads(
          "reload refresh flush-logs flush-hosts flush-privileges flush-status flush-tables",
          "the server reads its tables anew"),
        .destroys("drop", "it deletes a database"),
        .interrupts(
          "create shutdown password kill start-slave stop-slave start-replica stop-replica",
          "the server changes"),
      ]),
    CatalogueProgram(
      "mysqlcheck mariadb-check mysql_upgrade mariadb-upgrade mysqlimport mysql_tzinfo_to_sql",
      "mysqlcheck(1)", [.interrupts("it works on the tables of a database")]),
    CatalogueProgram(
      "mysql_secure_installation mysql_install_db mysqld_safe", "mysql_secure_installation(1)",
      standsAlone: true, [.destroys("it deletes accounts and databases")]),
    CatalogueProgram(
      "mysqlbinlog mysqlshow mysqlslap innotop mytop", "mysqlbinlog(1)",
      [.observes("it prints what the server holds")]),
    CatalogueProgram(
      "mongosh mongo", "mongodb.com/docs/mongodb-shell", [.destroys("it carries out any program")]),
    CatalogueProgram(
      "mongodump mongoexport bsondump", "mongodb.com/docs/database-tools", standsAlone: true,
      [.interrupts("it writes a new dump")]),
    CatalogueProgram(
      "mongorestore mongoimport mongofiles", "mongodb.com/docs/database-tools",
      [.destroys("it writes into a database, over what is there")]),
    CatalogueProgram(
      "mongostat mongotop", "mongodb.com/docs/database-tools", standsAlone: true,
      [.observes("it reads how the server is")]),
    CatalogueProgram(
      "mongod", "mongod(1)",
      [
        .destroys(with: "--repair --shutdown", "it rewrites the store or ends the server"),
        .interrupts("it starts the server"),
      ]),
    CatalogueProgram(
      "redis-cli valkey-cli keydb-cli", "redis.io/docs/latest/commands",
      valued: "-h -p -a -n -u -s -r -i --user --pass --cacert", style: .anyCase,
      [
        .observes(
          with: "--stat --latency --latency-history --bigkeys --memkeys --hotkeys --scan --version -v",
          "it reads how the server is"),
        .interrupts(with: "--rdb", "it writes a copy of the store"),
        .destroys(with: "--eval --pipe --cluster", "it carries out anything"),
        .observes(
          """
          PING INFO GET MGET KEYS SCAN TTL PTTL TYPE EXISTS DBSIZE LLEN LRANGE LINDEX HGET HGETALL HMGET
          HKEYS HLEN SMEMBERS SCARD SISMEMBER ZRANGE ZCARD ZSCORE ZCOUNT XLEN XRANGE XINFO STRLEN MONITOR
          TIME LASTSAVE ROLE ECHO COMMAND CONFIG/GET CLIENT/LIST CLIENT/INFO CLIENT/ID SLOWLOG/GET
          SLOWLOG/LEN MEMORY/USAGE MEMORY/STATS MEMORY/DOCTOR LATENCY/LATEST LATENCY/DOCTOR CLUSTER/INFO
          CLUSTER/NODES CLUSTER/SLOTS ACL/LIST ACL/WHOAMI OBJECT PUBSUB SUBSCRIBE PSUBSCRIBE HSCAN SSCAN
          ZSCAN INFO DUMP SENTINEL/masters SENTINEL/get-master-addr-by-name SENTINEL/slaves
          SENTINEL/replicas MODULE/LIST AUTH SELECT
          """,
          "it reads from the store"),
        .interrupts(
          """
          SAVE BGSAVE BGREWRITEAOF INCR DECR INCRBY EXPIRE PERSIST PUBLISH CONFIG/SET CONFIG/REWRITE
          CONFIG/RESETSTAT CLIENT/KILL CLIENT/PAUSE SLOWLOG/RESET LPUSH RPUSH SADD ZADD SETNX XADD HSETNX
          ACL/SETUSER ACL/SAVE ACL/LOAD WAIT
          """,
          "it changes the store"),
        .destroys(
          """
          FLUSHALL FLUSHDB DEL UNLINK SHUTDOWN RENAME RESTORE MIGRATE DEBUG EVAL SCRIPT SLAVEOF REPLICAOF
          FAILOVER CLUSTER SET MSET HSET HMSET HDEL LPOP RPOP LTRIM LREM SREM SPOP ZREM XDEL XTRIM GETDEL
          GETSET SETEX SWAPDB MOVE COPY FUNCTION MODULE ACL SENTINEL
          """,
          "it deletes or writes over keys"),
        .destroys(with: "-x", "it writes over keys"),
      ]),
    CatalogueProgram(
      "redis-server valkey-server memcached", "redis-server(1)", [.interrupts("it starts the server")]),
    CatalogueProgram(
      "redis-benchmark redis-check-aof redis-check-rdb", "redis-cli(1)",
      [.destroys(with: "--fix", "it cuts the file"), .interrupts("it puts load on the server")]),
    CatalogueProgram(
      "sqlite3", "sqlite3(1)", valued: "-cmd -init -separator -nullvalue", style: .words,
      [.observes("it carries out statements", runs: .sql(options: ["-cmd"], operand: 1))]),
    CatalogueProgram(
      "clickhouse-client clickhouse", "clickhouse.com/docs/en/interfaces/cli",
      valued: "--query -q -h --host --port -u --user --password -d --database", inFront: "",
      [
        .destroys(with: "--queries-file", "it carries out a file of statements"),
        .observes("it carries out statements", runs: .sql(options: ["--query", "-q"], operand: 99)),
      ]),
    CatalogueProgram(
      "influx influxd cqlsh neo4j-admin cypher-shell sqlcmd mssql-cli duckdb sqlplus",
      "the program's documentation", [.destroys("it carries out any statement")]),
    CatalogueProgram(
      "elasticdump elasticsearch-reset-password", "the program's documentation",
      [.destroys("it writes into an index or resets a password")]),
    CatalogueProgram(
      "nodetool", "cassandra.apache.org/doc",
      [
        .observes(
          "status info ring tpstats tablestats describecluster version netstats compactionstats",
          "it reads the cluster"),
        .interrupts(
          "flush repair compact snapshot drain enablegossip cleanup", "the cluster works on its tables"),
      ]),
    CatalogueProgram(
      "rabbitmqctl rabbitmq-diagnostics", "rabbitmqctl(8)", valued: "-n -p",
      [
        .observes(
          """
          status list_queues list_users list_vhosts list_exchanges list_connections list_consumers
          list_permissions list_bindings cluster_status ping check_running node_health_check environment
          report list_channels list_policies
          """,
          "it reads the broker"),
        .destroys(
          """
          reset force_reset delete_queue purge_queue delete_user delete_vhost forget_cluster_node stop
          close_connection close_all_connections clear_permissions clear_policy
          """,
          "it deletes queues or accounts"),
        .interrupts(
          """
          start_app stop_app add_user add_vhost set_permissions set_user_tags change_password set_policy
          join_cluster rotate_logs await_startup enable_feature_flag
          """,
          "the broker changes"),
      ]),
    CatalogueProgram(
      "patronictl", "patroni.readthedocs.io/en/latest/patronictl.html",
      valued:
        "-c --config-file -d --dcs-url -m --member -r --role -f --format -g --group --leader --candidate",
      [
        .observes("list topology history show-config version dsn", "it reads the cluster"),
        .destroys(
          "reinit remove query flush demote-cluster", "it deletes a copy of the database or runs statements"),
        .interrupts(
          "switchover failover restart reload pause resume edit-config promote-cluster",
          "the leader may change"),
      ]),
    CatalogueProgram(
      "repmgr", "repmgr.org/docs", valued: "-f --config-file",
      [
        .observes(
          "cluster/show cluster/event cluster/crosscheck cluster/matrix node/check node/status",
          "it reads the cluster"),
        .interrupts(
          "standby/switchover standby/follow standby/register primary/register", "the cluster changes"),
        .destroys("it writes over a copy of the database"),
      ]),
    CatalogueProgram(
      "etcdctl", "etcd.io/docs",
      valued: "--endpoints --cacert --cert --key --user -w --write-out --dial-timeout",
      [
        .observes(
          """
          endpoint/health endpoint/status endpoint/hashkv member/list get watch version alarm/list check snapshot/status
          user/list user/get role/list role/get
          """,
          "it reads the store"),
        .interrupts("snapshot/save put defrag move-leader alarm/disarm lease/grant", "the store changes"),
        .destroys("it deletes what the store holds, or changes its members"),
      ]),
    CatalogueProgram(
      "kafka-topics kafka-topics.sh kafka-consumer-groups kafka-consumer-groups.sh",
      "kafka.apache.org/documentation", valued: "--bootstrap-server --topic --group", style: .words,
      [
        .destroys(with: "--delete --reset-offsets", "it deletes a topic or moves a group"),
        .observes(with: "--list --describe", "it reads topics"),
        .interrupts(with: "--create --alter", "it changes topics"),
      ]),
  ]
}
