/// Copies kept for a bad day.
extension EffectCatalogue {
  static let backups: [CatalogueProgram] = [
    CatalogueProgram(
      "rclone", "rclone.org/commands",
      valued: """
        --config --include --exclude --filter --transfers --checkers --max-age --min-age --bwlimit
        --log-file --log-level --backup-dir --max-depth
        """,
      needing: "copy sync move ls lsf lsl lsd delete purge cat size check mount",
      [
        .observes(with: "-n --dry-run", "--dry-run changes nothing"),
        .observes(
          """
          ls lsf lsl lsd lsjson size check cryptcheck cat tree about version hashsum md5sum sha1sum
          listremotes ncdu help config/show config/file config/dump config/paths
          """,
          "it lists or compares"),
        .destroys(
          """
          sync delete deletefile purge rmdir rmdirs cleanup dedupe move moveto bisync rcat config/delete
          settier backend serve rc
          """,
          "it deletes files that are not on the other side"),
        .interrupts(
          """
          copy copyto copyurl mkdir touch mount link config/create config/update config/reconnect obscure
          selfupdate
          """,
          "it writes copies"),
      ]),
    CatalogueProgram(
      "restic", "restic.readthedocs.io",
      valued: """
        -r --repo -p --password-file --tag --host --path --target -t --include --exclude --keep-daily
        --keep-weekly --keep-monthly --keep-last
        """,
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          "snapshots ls find stats check diff version cat list key/list dump", "it lists or checks copies"),
        .destroys(
          "forget prune restore rewrite repair rebuild-index key/remove recover",
          "it deletes copies or writes over files"),
        .interrupts(
          "backup init unlock tag copy mount migrate cache self-update key/add", "it writes copies"),
      ]),
    CatalogueProgram(
      "borg borgmatic", "borgbackup.readthedocs.io",
      [
        .observes(with: "-n --dry-run", "--dry-run changes nothing"),
        .destroys(with: "--repair", "it rewrites the repository"),
        .observes("list info diff rlist rinfo check", "it lists or checks copies"),
        .destroys(
          "prune delete compact recreate extract restore rdelete rename break-lock upgrade",
          "it deletes copies or writes over files"),
        .interrupts("create init rcreate mount umount export-tar with-lock", "it writes copies"),
      ]),
    CatalogueProgram(
      "duplicity duply", "duplicity(1)",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          "collection-status list-current-files verify */status */list */verify",
          "it lists or checks copies"),
        .destroys(
          "restore remove-older-than remove-all-but-n-full cleanup */restore */purge */cleanup */fetch",
          "it deletes copies or writes over files"),
        .interrupts("full incremental inc backup */backup */full */incr", "it writes copies"),
      ]),
    CatalogueProgram(
      "rsnapshot", "rsnapshot(1)", valued: "-c",
      [
        .observes("configtest du diff", "it checks its configuration"),
        .observes(with: "-t", "-t changes nothing"),
        .destroys("sync hourly daily weekly monthly alpha beta gamma delta", "it deletes the oldest copy"),
      ]),
    CatalogueProgram(
      "pgbackrest", "pgbackrest.org/command.html", valued: "--stanza --repo --type",
      [
        .observes("info check version verify help", "it lists or checks copies"),
        .destroys("restore expire stanza-delete repo-rm", "it deletes copies or writes over a cluster"),
        .interrupts(
          "backup stanza-create stanza-upgrade start stop archive-push archive-get", "it writes copies"),
      ]),
    CatalogueProgram(
      "barman", "barman(1)",
      [
        .observes(
          "list-backup list-backups list-server list-servers check status show-backup show-server diagnose",
          "it lists or checks copies"),
        .destroys("delete recover restore", "it deletes copies or writes over a cluster"),
        .interrupts("backup cron switch-wal switch-xlog receive-wal", "it writes copies"),
      ]),
    CatalogueProgram(
      "wal-g wal-e", "wal-g.readthedocs.io",
      [
        .observes("backup-list wal-show wal-verify", "it lists copies"),
        .destroys("delete backup-fetch wal-fetch", "it deletes copies or writes over a cluster"),
        .interrupts("backup-push wal-push", "it writes copies"),
      ]),
    CatalogueProgram(
      "kopia", "kopia.io/docs/reference",
      [
        .observes(
          "snapshot/list snapshot/ls list ls snapshot/verify repository/status diff show policy/list policy/show",
          "it lists or checks copies"),
        .interrupts(
          "snapshot/create repository/connect repository/disconnect mount policy/set", "it writes copies"),
        .destroys("it deletes copies or writes over files"),
      ]),
    CatalogueProgram(
      "velero", "velero.io/docs",
      [
        .observes(
          """
          get version backup/get backup/describe backup/logs restore/get restore/describe restore/logs schedule/get
          schedule/describe backup-location/get snapshot-location/get
          """,
          "it lists copies"),
        .interrupts(
          "backup/create create/backup schedule/create schedule/pause schedule/unpause", "it writes copies"),
        .destroys("it deletes copies or writes over what the cluster holds"),
      ]),
    CatalogueProgram(
      "snapraid", "snapraid(1)",
      [
        .observes("status diff list check smart devices dup probe", "it checks the array"),
        .interrupts("scrub touch up down", "the array works"),
        .destroys("it writes over the parity or the files"),
      ]),
    CatalogueProgram(
      "vzdump", "vzdump(1)", [.interrupts("it writes a copy of a machine")]),
    CatalogueProgram(
      "zfs", "zfs(8)", valued: "-o -t",
      [
        .observes(with: "-n", "-n changes nothing"),
        .observes("list get diff version userspace", "it lists datasets"),
        .destroys(
          "destroy rollback receive recv promote", "it deletes datasets or what came after a snapshot"),
        .interrupts(
          """
          snapshot snap create set mount unmount send clone rename hold release inherit load-key
          unload-key bookmark
          """,
          "datasets change"),
      ]),
    CatalogueProgram(
      "zpool", "zpool(8)",
      [
        .observes("list status get history iostat events version", "it reads pools"),
        .destroys("import", with: "-F -X -T", "the newest writes are thrown away"),
        .interrupts("scrub online clear set trim resilver import upgrade", "the pool works"),
        .destroys(
          "destroy create add attach detach remove replace offline export labelclear split",
          "the pool changes for good"),
      ]),
    CatalogueProgram(
      "btrfs", "btrfs(8)",
      [
        .observes(
          """
          subvolume/list subvolume/show filesystem/show filesystem/df filesystem/usage scrub/status
          device/stats balance/status
          """,
          "it reads the file system"),
        .destroys(
          "subvolume/delete device/remove device/delete check restore rescue receive",
          "it deletes what is stored"),
        .interrupts(
          """
          subvolume/create subvolume/snapshot scrub/start scrub/cancel balance/start send
          filesystem/resize filesystem/defragment
          """,
          "the file system works"),
      ]),
    CatalogueProgram(
      "lvs vgs pvs lvdisplay vgdisplay pvdisplay lvscan", "lvs(8)", standsAlone: true,
      [.observes("it lists volumes")]),
    CatalogueProgram(
      "lvcreate vgcreate pvcreate lvextend vgextend xfs_growfs growpart", "lvm(8)",
      [.interrupts("a volume changes")]),
    CatalogueProgram(
      "resize2fs", "resize2fs(8)",
      [
        .observes(with: "-P", "-P prints the least size"),
        .destroys(with: "-M -f", "the file system may shrink under what it holds"),
        .destroys("*/*", "a size given may be less than what it holds"),
        .interrupts("the file system grows"),
      ]),
    CatalogueProgram(
      "lvremove vgremove pvremove lvreduce lvconvert lvresize vgreduce", "lvm(8)",
      [.destroys("it deletes what a volume holds")]),
    CatalogueProgram(
      "fsck e2fsck xfs_repair badblocks", "fsck(8)",
      [
        .observes(with: "-n -N", "-n changes nothing"),
        .destroys("it writes to the file system that it repairs"),
      ]),
    CatalogueProgram(
      "smartctl hdparm nvme mdadm", "smartctl(8), hdparm(8), nvme(1), mdadm(8)",
      [
        .destroys("format sanitize write-zeroes dsm write", "it deletes what the disk holds"),
        .destroys(
          with: """
            -C --create -S --stop --zero-superblock -r --remove -f --fail --grow -G --security-erase
            --security-erase-enhanced --trim-sector-ranges --make-bad-sector --build -B --add
            """,
          "it changes an array or deletes what the disk holds"),
        .observes(with: "-a -H -i -A -x --scan --all --health --detail -D", "it reads the disk"),
        .observes("list smart-log", "it reads the disk"),
        .interrupts(with: "-t --test", "the disk tests itself"),
        .destroys("it changes the disk"),
      ]),
  ]
}
