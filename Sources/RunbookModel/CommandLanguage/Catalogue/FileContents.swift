/// Programs that read, search and change what stands in files.
extension EffectCatalogue {
  static let fileContents: [CatalogueProgram] = [
    CatalogueProgram(
      "cat tac zcat bzcat xzcat zstdcat bat batcat nl od hexdump xxd strings", "cat(1)", standsAlone: true,
      [.observes("it prints files")]),
    CatalogueProgram(
      "head tail multitail", "tail(1)", valued: "-n -c --lines --bytes", standsAlone: true,
      [.observes("it prints files")]),
    CatalogueProgram(
      "less more most zless pg lnav", "less(1)", standsAlone: true, [.observes("it shows files")]),
    CatalogueProgram(
      "grep egrep fgrep zgrep rg ag ack git-grep", "grep(1)",
      valued: "-e -f -A -B -C -m --include --exclude --color -g -t", [.observes("it searches")]),
    CatalogueProgram(
      "awk gawk mawk", "awk(1)", valued: "-F -v -f",
      [.destroys(with: "-i", "it may write files in place"), .observes("it prints parts of files")]),
    CatalogueProgram(
      "sed gsed", "sed(1)", valued: "-e -f --expression --file",
      [
        .destroys(with: "-i --in-place", "-i writes over the file"),
        .observes("it prints files changed, and leaves them"),
      ]),
    CatalogueProgram(
      "perl", "perl(1)", [.observes(with: "-v", "it prints its version"), .destroys("it runs a program")]),
    CatalogueProgram(
      "sort", "sort(1)", valued: "-k -t -S -T", standsAlone: true,
      [.interrupts(with: "-o --output", "it writes a file"), .observes("it sorts what it reads")]),
    CatalogueProgram(
      "uniq wc cut tr column comm join paste rev fold fmt expand shuf seq numfmt tsort pr cmp sum cksum",
      "wc(1)", standsAlone: true, [.observes("it prints what it reads")]),
    CatalogueProgram(
      "jq gron fx xmllint xmlstarlet csvcut csvlook dasel tomlq", "jq(1)",
      [.observes("it prints parts of what it reads")]),
    CatalogueProgram(
      "yq", "yq(1)",
      [
        .destroys(with: "-i --inplace --in-place", "-i writes over the file"),
        .observes("it prints parts of what it reads"),
      ]),
    CatalogueProgram(
      "diff colordiff sdiff vimdiff diff3 delta", "diff(1)", [.observes("it compares files")]),
    CatalogueProgram(
      "patch", "patch(1)",
      [.observes(with: "--dry-run", "--dry-run changes nothing"), .destroys("it writes over files")]),
    CatalogueProgram(
      "sha256sum md5sum sha1sum sha512sum shasum b2sum sha224sum sha384sum base64 md5 base32",
      "sha256sum(1)", [.observes("it prints digests or checks them")]),
    CatalogueProgram("envsubst", "envsubst(1)", [.observes("it prints a text with variables put in")]),
    CatalogueProgram(
      """
      nano vim vi nvim emacs code micro ed joe pico mcedit subl notepad notepad.exe view sensible-editor
      editor gedit helix hx
      """,
      "vim(1)", [.interrupts("a person changes a file")]),
    CatalogueProgram(
      "visudo vipw vigr sudoedit", "visudo(8)", standsAlone: true,
      [.observes(with: "-c --check", "it checks the file"), .destroys("a person changes who may do what")]),
    CatalogueProgram("goaccess", "goaccess(1)", [.observes("it reads logs")]),
    CatalogueProgram(
      "sqlfluff hadolint shellcheck yamllint markdownlint actionlint ansible-lint tflint", "shellcheck(1)",
      [.interrupts("fix", with: "", "it changes files"), .observes("it checks files")]),
    CatalogueProgram("echo printf print", "echo(1)", standsAlone: true, [.observes("it prints its words")]),
  ]

  static let archives: [CatalogueProgram] = [
    CatalogueProgram(
      "tar gtar bsdtar", "tar(1)", valued: "-f -C --file --directory --exclude", style: .bundled,
      [
        .destroys(with: "--delete --remove-files", "it deletes files"),
        .destroys(with: "--to-command --checkpoint-action --use-compress-program", "it runs a program"),
        .observes(with: "-t --list -d --diff --compare", "it lists an archive"),
        .destroys(with: "--overwrite --recursive-unlink --unlink-first", "it writes over files"),
        .destroys(with: "-C=/ --directory=/", "it writes over the files of the system"),
        .interrupts(with: "-x --extract --get", "it writes files, over what is there"),
        .interrupts(with: "-c --create -r -u --append --update", "it writes an archive"),
      ]),
    CatalogueProgram(
      "gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 pigz uncompress", "gzip(1)",
      [
        .observes(with: "-l --list -t --test", "it lists or checks an archive"),
        .observes(with: "-c --stdout --to-stdout", "it prints what it reads"),
        .destroys(with: "-f --force --rm", "-f writes over files"),
        .interrupts("it puts one file in place of another"),
      ]),
    CatalogueProgram(
      "zip", "zip(1)",
      [.destroys(with: "-m --move -d --delete", "it deletes files"), .interrupts("it writes an archive")]),
    CatalogueProgram(
      "unzip 7z 7za unrar", "unzip(1)",
      [
        .observes(with: "-l -t -v -Z", "it lists an archive"),
        .observes("l t", "it lists an archive"),
        .destroys(with: "-o", "-o writes over files"),
        .destroys("d rn", "it deletes files"),
        .interrupts("it writes files"),
      ]),
    CatalogueProgram(
      "cpio pax ar", "cpio(1)",
      [.observes(with: "-t", "it lists an archive"), .interrupts("it writes files")]),
  ]
}
