/// The machine itself: clock, kernel, mounts, reboots, accounts, schedules.
extension EffectCatalogue {
  static let system: [CatalogueProgram] = [
    CatalogueProgram(
      "apcaccess upsc", "apcaccess(8), upsc(8)", standsAlone: true,
      [.observes("it reads the hardware")]),
    CatalogueProgram(
      "pihole", "docs.pi-hole.net",
      [
        .observes("status version -v query -q tail -t chronometer -c", "it reads"),
        .observes(with: "-q -c -t -v", "it reads"),
        .interrupts(
          "enable disable restartdns reloaddns reloadlists updateGravity",
          "names are looked up in another way"),
        .interrupts(with: "-g -up -r", "names are looked up in another way"),
        .destroys("it changes how names are looked up"),
      ]),
    CatalogueProgram(
      "reboot poweroff halt shutdown init telinit", "shutdown(8)", standsAlone: true,
      [.interrupts(with: "-c", "it takes a shutdown back"), .destroys("it takes the whole machine away")]),
    CatalogueProgram(
      """
      uptime free vmstat iostat mpstat sar dmidecode lscpu lspci lsusb lsmod lshw inxi sensors nvidia-smi
      hostid last lastb lastlog dstat nfsstat landscape-sysinfo neofetch fastfetch screenfetch lsb_release
      sw_vers pidstat iotop
      """,
      "uptime(1)", standsAlone: true,
      [
        .destroys(with: "-r --gpu-reset -pm -pl", "it resets a device"),
        .observes("it reads how the machine is"),
      ]),
    CatalogueProgram(
      "dmesg", "dmesg(1)", standsAlone: true,
      [
        .destroys(with: "-C -c --clear --read-clear", "it empties the kernel's log"),
        .observes("it reads the kernel's log"),
      ]),
    CatalogueProgram(
      "hostname", "hostname(1)", standsAlone: true,
      [
        .observes(with: "-f -I -i -s -d -A --fqdn", "it prints the name"),
        .interrupts("it changes the name of the machine"),
      ]),
    CatalogueProgram(
      "hostnamectl timedatectl localectl", "timedatectl(1)", standsAlone: true,
      [
        .observes("nothing", "it reads"),
        .observes("status show list-timezones timesync-status list-locales show-timesync", "it reads"),
        .observes(with: "--no-pager", "it reads"),
        .interrupts(
          "set-hostname set-timezone set-ntp set-locale hostname set-keymap set-local-rtc",
          "it changes a setting of the machine"),
        .destroys("set-time", "it sets the clock"),
      ]),
    CatalogueProgram(
      "chronyc ntpq ntpstat chronyd ntpdate hwclock", "chronyc(1)",
      [
        .observes("tracking sources sourcestats activity waitsync", "it reads the clock"),
        .observes(with: "-p -q -r --show", "it reads the clock"),
        .interrupts("it sets the clock"),
      ]),
    CatalogueProgram(
      "sysctl", "sysctl(8)",
      [
        .interrupts(with: "-w -p --write --load --system", "it changes the kernel's settings"),
        .observes(with: "-a -n --all", "it reads the kernel's settings"),
        .interrupts("it reads or changes the kernel's settings"),
      ]),
    CatalogueProgram(
      "modprobe insmod", "modprobe(8)",
      [
        .observes(with: "-n --dry-run --show-depends -c", "-n changes nothing"),
        .destroys(with: "-r", "it takes a module out"),
        .interrupts("it loads a module"),
      ]),
    CatalogueProgram("modinfo", "modinfo(8)", [.observes("it reads about a module")]),
    CatalogueProgram(
      """
      rmmod grub-install update-grub grub-mkconfig grub2-mkconfig update-initramfs dracut efibootmgr kexec
      """,
      "the program's manual", standsAlone: true, [.destroys("it changes how the machine starts")]),
    CatalogueProgram(
      "mount", "mount(8)", valued: "-t -o", standsAlone: true,
      [
        .observes("nothing", "it lists mounts"),
        .observes(with: "-l", "it lists mounts"),
        .interrupts("it mounts a file system"),
      ]),
    CatalogueProgram(
      "umount swapon swapoff fallocate losetup quotaon", "umount(8)", standsAlone: false,
      [
        .observes(with: "-s --show --summary --list", "it lists"),
        .interrupts("it changes what is mounted"),
      ]),
    CatalogueProgram("mountpoint quota repquota", "mountpoint(1)", [.observes("it looks")]),
    CatalogueProgram(
      "crontab", "crontab(1)", valued: "-u",
      [
        .observes(with: "-l", "it prints the table"),
        .destroys(with: "-r", "it deletes the table"),
        .interrupts(with: "-e", "a person changes the table"),
        .destroys("it writes over the table"),
      ]),
    CatalogueProgram(
      "at batch", "at(1)", valued: "-f",
      [.observes(with: "-l -c", "it lists jobs"), .destroys("it runs anything later")]),
    CatalogueProgram("atq", "at(1)", standsAlone: true, [.observes("it lists jobs")]),
    CatalogueProgram("atrm", "at(1)", [.destroys("it takes a job away")]),
    CatalogueProgram(
      "run-parts anacron", "run-parts(8)",
      [.observes(with: "--test --list -T", "it lists"), .destroys("it runs what stands in a folder")]),
    CatalogueProgram(
      "aa-status apparmor_status getenforce sestatus ausearch aureport", "aa-status(8)", standsAlone: true,
      [.observes("it reads the rules")]),
    CatalogueProgram(
      "setenforce setsebool semanage aa-enforce aa-complain aa-disable apparmor_parser auditctl",
      "setenforce(8)", [.observes(with: "-l", "it lists rules"), .interrupts("it changes the rules")]),
    CatalogueProgram(
      "ldconfig mandb updatedb locale-gen dpkg-divert", "ldconfig(8)", standsAlone: true,
      [.interrupts("it writes an index anew")]),
    CatalogueProgram(
      "ldd nm objdump readelf man info tldr apropos whatis help", "man(1)", [.observes("it reads")]),
    CatalogueProgram("logger wall write", "logger(1)", [.interrupts("it writes a line")]),
    CatalogueProgram(
      "vcgencmd raspi-config fwupdmgr", "the program's documentation",
      [
        .observes(
          "measure_temp measure_volts get_throttled get_mem get-devices get-updates version",
          "it reads the machine"),
        .destroys("it changes the machine"),
      ]),
    CatalogueProgram(
      "iisreset netsh taskkill schtasks wevtutil reg sfc dism bcdedit icacls robocopy xcopy wmic msiexec",
      "learn.microsoft.com/windows-server",
      [
        .observes(with: "/query /status", "it reads"),
        .observes("query status qe gl", "it reads"),
        .destroys("it changes the machine"),
      ]),
    CatalogueProgram(
      "tasklist systeminfo ipconfig where findstr tracert nbtstat", "learn.microsoft.com/windows-server",
      standsAlone: true,
      [.destroys("release flushdns renew", "it changes the network"), .observes("it reads")]),
    CatalogueProgram(
      """
      osascript defaults pmset scutil diskutil softwareupdate security caffeinate plutil mdfind dscl
      networksetup
      """,
      "the program's manual",
      [
        .observes("list info read apfs/list find-generic-password", "it reads"),
        .observes(with: "-g -lint -p --list -l --dns", "it reads"),
        .destroys("it changes the machine"),
      ]),
  ]

  static let accounts: [CatalogueProgram] = [
    CatalogueProgram(
      "useradd adduser groupadd addgroup usermod groupmod chsh chfn newgrp chage gpasswd", "useradd(8)",
      [
        .observes(with: "-l", "it reads about an account"),
        .destroys(with: "-d -R", "it changes what an account may do for good"),
        .interrupts("it changes accounts"),
      ]),
    CatalogueProgram(
      "userdel deluser groupdel delgroup", "userdel(8)", [.destroys("it deletes an account")]),
    CatalogueProgram(
      "passwd chpasswd smbpasswd faillock pam_tally2 pwgen mkpasswd", "passwd(1)", standsAlone: true,
      [
        .observes(with: "-S --status", "it reads about a password"),
        .destroys(with: "-d -l --delete --lock -x", "it takes a password away"),
        .interrupts("it changes a password"),
      ]),
    CatalogueProgram("finger getcap", "finger(1)", [.observes("it reads")]),
    CatalogueProgram("setcap", "setcap(8)", [.interrupts("it changes what a program may do")]),
  ]

  static let processes: [CatalogueProgram] = [
    CatalogueProgram(
      "ps top htop atop btop glances pstree pidof pgrep pmap nmon ctop", "ps(1)", standsAlone: true,
      [.observes("it lists processes")]),
    CatalogueProgram(
      "kill", "kill(1)", valued: "-s --signal",
      [
        .observes(with: "-0 -l -L --list", "it only asks whether the process is there"),
        .reloads(
          with: "-HUP -1 -SIGHUP -s=HUP -s=SIGHUP -USR1 -s=USR1", "the process takes up its configuration"),
        .destroys(
          with: "-9 -KILL -SIGKILL -s=KILL -s=SIGKILL -s=9",
          "the process gets no chance to finish its work"),
        .interrupts("the process ends"),
      ]),
    CatalogueProgram(
      "pkill killall skill xkill", "pkill(1)", valued: "-u -t -g -s --signal",
      [
        .observes(with: "-0 -l", "it only asks whether the process is there"),
        .reloads(with: "-HUP -1 -SIGHUP --signal=HUP", "processes take up their configuration"),
        .destroys(
          with: "-9 -KILL -SIGKILL --signal=KILL --signal=9",
          "processes get no chance to finish their work"),
        .interrupts("processes end"),
      ]),
  ]

  static let certificates: [CatalogueProgram] = [
    CatalogueProgram(
      "certbot letsencrypt", "certbot(1)",
      valued: "-d --domain --cert-name -m --email -w --webroot-path --config-dir", needing: "revoke delete",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing that is kept"),
        .observes("certificates plugins show_account", "it lists certificates"),
        .destroys("revoke delete unregister rollback", "it takes a certificate away"),
        .interrupts(with: "--force-renewal", "it spends certificates"),
        .interrupts(
          "renew certonly run install register update_account enhance reconfigure", "certificates change"),
        .interrupts(with: "--nginx --apache --standalone --webroot -d", "certificates change"),
      ]),
    CatalogueProgram(
      "acme.sh lego dehydrated getssl", "github.com/acmesh-official/acme.sh", style: .words,
      [
        .observes(with: "--list --info -h", "it lists certificates"),
        .destroys(with: "--revoke --remove --uninstall --deactivate", "it takes a certificate away"),
        .observes("list", "it lists certificates"),
        .destroys("revoke", "it takes a certificate away"),
        .interrupts("certificates change"),
      ]),
    CatalogueProgram(
      "openssl", "openssl(1)", style: .words,
      [
        .interrupts(with: "-out -keyout", "it writes a file"),
        .observes(
          """
          x509 s_client verify version rsa req crl pkey ec asn1parse dgst ciphers rand speed pkcs12 enc
          list passwd ocsp prime sess_id storeutl
          """,
          "it reads certificates"),
        .interrupts("genrsa genpkey ecparam dhparam ca", "it makes keys"),
      ]),
    CatalogueProgram(
      "gpg gpg2", "gpg(1)", valued: "-r -u -o --recipient --output --keyserver",
      [
        .destroys(
          with: """
            --delete-key --delete-keys --delete-secret-key --delete-secret-keys --batch-delete
            --delete-secret-and-public-key
            """,
          "it deletes keys"),
        .observes(
          with: "--list-keys --list-secret-keys --verify --fingerprint -k -K --list-packets",
          "it lists keys or checks a signature"),
        .interrupts("it writes files or keys"),
      ]),
    CatalogueProgram(
      "keytool mkcert step update-ca-certificates update-ca-trust minisign cosign", "keytool(1)",
      standsAlone: true,
      [
        .destroys(with: "-delete -uninstall", "it deletes keys"),
        .observes(with: "-list -printcert", "it lists keys"),
        .observes("verify certificate/inspect", "it checks a signature"),
        .interrupts("it changes keys"),
      ]),
    CatalogueProgram(
      "pass bw", "passwordstore.org",
      [
        .observes("ls show list find grep get status", "it shows secrets"),
        .destroys("rm remove delete", "it deletes secrets"),
        .interrupts("it changes secrets"),
      ]),
  ]
}
