/// Programs that make, move and delete files.
extension EffectCatalogue {
  static let files: [CatalogueProgram] = [
    CatalogueProgram("rm unlink rmdir srm", "rm(1)", [.destroys("it deletes files")]),
    CatalogueProgram("shred wipe", "shred(1)", [.destroys("it makes files unreadable for good")]),
    CatalogueProgram("dd", "dd(1)", [.destroys("it writes over what it is pointed at")]),
    CatalogueProgram(
      "mkfs mke2fs mkswap wipefs sgdisk gdisk cfdisk tune2fs cryptsetup", "mkfs(8)",
      [.observes(with: "-L=none -n", "it only looks"), .destroys("it writes over a disk")]),
    CatalogueProgram(
      "fdisk sfdisk parted", "fdisk(8)",
      [.observes(with: "-l --list", "it lists disks"), .destroys("it changes the partitions of a disk")]),
    CatalogueProgram("truncate", "truncate(1)", [.destroys("it cuts files")]),
    CatalogueProgram("tee", "tee(1)", [.interrupts("it writes files")]),
    CatalogueProgram(
      "touch mkdir mktemp mkfifo install", "mkdir(1)", [.interrupts("it makes files or folders")]),
    CatalogueProgram("mv rename", "mv(1)", [.interrupts("it moves files, and writes over what is there")]),
    CatalogueProgram("cp", "cp(1)", [.interrupts("it writes copies, over what is there")]),
    CatalogueProgram("ln", "ln(1)", [.interrupts("it makes links")]),
    CatalogueProgram(
      "chmod chown chgrp setfacl chattr restorecon chcon", "chmod(1)",
      [.interrupts("it changes who may use files")]),
    CatalogueProgram(
      "getfacl lsattr namei stat file readlink realpath basename dirname", "stat(1)",
      [.observes("it reads about files")]),
    CatalogueProgram(
      "find fd fdfind", "find(1)",
      valued: """
        -name -iname -path -type -mtime -mmin -size -user -group -perm -newer -maxdepth -mindepth -fprint
        """,
      style: .words, standsAlone: true,
      [
        .destroys(with: "-delete -fprint -fprintf -fls", "-delete deletes files"),
        .observes(with: "-exec -execdir -ok -okdir", "it runs a command for each file", runs: .actions),
        .destroys(with: "-x -X --exec --exec-batch", "it runs a command for each file"),
        .observes("it lists files"),
      ]),
    CatalogueProgram(
      "xargs", "xargs(1)", valued: "-I -n -P -L -d -s -a -E --max-args --max-procs --delimiter",
      standsAlone: true, [.observes("it runs a command with what is fed to it", runs: .words(after: 0))]),
    CatalogueProgram(
      "parallel", "parallel(1)", valued: "-j --jobs -a",
      [.observes("it runs a command with what is fed to it", runs: .words(after: 0))]),
    CatalogueProgram(
      "ls ll la dir tree exa eza lsd", "ls(1)", standsAlone: true, [.observes("it lists files")]),
    CatalogueProgram(
      "du ncdu df findmnt lsblk blkid lsof", "du(1)", standsAlone: true,
      [.observes("it reads how space is used")]),
    CatalogueProgram(
      "fuser", "fuser(1)",
      [.destroys(with: "-k --kill", "it kills processes"), .observes("it lists who uses a file")]),
    CatalogueProgram(
      "locate whereis which", "which(1)", standsAlone: false,
      [.observes("it looks for programs or files")]),
    CatalogueProgram(
      "rsync", "rsync(1)",
      valued: """
        -e --rsh -f --filter --exclude --include --exclude-from --include-from --bwlimit --port --files-from
        --chown --chmod --log-file --backup-dir --partial-dir --temp-dir --timeout
        """,
      [
        .observes(with: "-n --dry-run --list-only", "--dry-run changes nothing"),
        .destroys(
          with: """
            --delete --delete-after --delete-before --delete-during --delete-excluded --delete-delay --del
            --remove-source-files --delete-missing-args --force
            """,
          "--delete deletes files"),
        .interrupts("it writes copies, over what is there"),
      ]),
    CatalogueProgram(
      "scp", "scp(1)", valued: "-i -P -F -o -l -S -J -c",
      [.interrupts("it writes copies, over what is there")]),
    CatalogueProgram(
      "sftp lftp ftp ncftp", "sftp(1)", [.destroys("it takes any command of file transfer")]),
    CatalogueProgram("split csplit", "split(1)", [.interrupts("it writes files")]),
    CatalogueProgram(
      "chroot nsenter unshare", "chroot(8)", [.destroys("it runs commands in another world")]),
    CatalogueProgram(
      "logrotate", "logrotate(8)",
      [
        .observes(with: "-d --debug", "--debug changes nothing"),
        .destroys("it rotates logs and deletes old ones"),
      ]),
    CatalogueProgram(
      "tmpreaper tmpwatch systemd-tmpfiles bleachbit", "tmpreaper(8)", [.destroys("it deletes old files")]),
    CatalogueProgram("sync", "sync(1)", standsAlone: true, [.observes("it writes buffers to the disk")]),
    CatalogueProgram("open xdg-open start explorer", "open(1)", [.interrupts("it opens a program")]),
    CatalogueProgram(
      """
      Get-Content Get-ChildItem Get-Service Get-Process Get-EventLog Test-Path Test-NetConnection
      Select-String Get-Item Get-NetTCPConnection Get-Date Get-Location
      """,
      "learn.microsoft.com/powershell", standsAlone: true, [.observes("it reads")]),
    CatalogueProgram(
      """
      Restart-Service Start-Service Stop-Service Set-Service New-Service New-Item Copy-Item Move-Item
      Rename-Item Set-Content Add-Content Start-Process Set-Location Set-ExecutionPolicy Expand-Archive
      Compress-Archive
      """,
      "learn.microsoft.com/powershell", [.interrupts("it changes services or files")]),
    CatalogueProgram(
      """
      Remove-Item Remove-Service Stop-Process Clear-Content Restart-Computer Stop-Computer
      Invoke-Expression iex del erase rd
      """,
      "learn.microsoft.com/powershell", [.destroys("it deletes or ends something")]),
  ]
}
