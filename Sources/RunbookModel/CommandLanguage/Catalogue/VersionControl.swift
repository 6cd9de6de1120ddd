/// Version control and what hosts it.
extension EffectCatalogue {
  static let versionControl: [CatalogueProgram] = [
    CatalogueProgram(
      "gitea forgejo", "docs.gitea.com/administration/command-line", valued: "-c --config -w --work-path",
      [
        .observes("admin/user/list doctor/check manager/processes help", "it reads"),
        .interrupts(
          """
          admin/user/create admin/user/change-password admin/regenerate manager/flush-queues dump web migrate
          admin/auth
          """,
          "the forge changes"),
        .destroys("it deletes what the forge holds"),
      ]),
    CatalogueProgram(
      "git", "git(1)",
      valued: "-C -c --git-dir --work-tree -m -b -F --author --format --since --until --depth --branch",
      inFront: "-C -c --git-dir --work-tree --namespace",
      needing: "clone add merge rebase cherry-pick revert rm mv checkout switch",
      [
        .observes("push add rm clean mv fetch commit", with: "--dry-run", "--dry-run changes nothing"),
        .observes("clean", with: "-n", "-n changes nothing"),
        .destroys(
          "push", with: "-f --force --force-with-lease --delete -d --mirror --prune --force-if-includes",
          "it takes commits away from the other side"),
        .destroys("reset", with: "--hard --merge --keep", "--hard throws changes away"),
        .destroys("clean restore filter-branch filter-repo gc prune rm", "it deletes files or commits"),
        .destroys(
          """
          reflog/expire reflog/delete stash/drop stash/clear stash/pop worktree/remove worktree/prune
          submodule/deinit update-ref
          """,
          "it deletes commits"),
        .destroys("branch", with: "-D -d --delete -f --force", "it deletes a branch"),
        .destroys("tag", with: "-d --delete -f --force", "it deletes a tag"),
        .destroys("checkout switch", with: "-f --force --discard-changes -B -C", "-f throws changes away"),
        .destroys("checkout/. checkout", with: "--", "it throws changes away"),
        .destroys("checkout/.", "it throws changes away"),
        .destroys("remote/remove remote/rm remote/prune config/unset", "it takes a remote away"),
        .destroys("fetch pull", with: "-f --force", "it writes over branches"),
        .observes(
          """
          status log diff show blame describe rev-parse rev-list ls-files ls-remote ls-tree shortlog
          reflog cat-file name-rev merge-base count-objects fsck check-ignore for-each-ref var version
          help whatchanged show-ref cherry range-diff verify-commit verify-tag stash/list stash/show
          worktree/list submodule/status remote/show remote/get-url bisect/log lfs/ls-files lfs/status
          notes/list
          """,
          "it reads the repository"),
        .observes("remote", with: "-v --verbose", "it lists remotes"),
        .observes("config", with: "--get --list -l --get-all", "it reads settings"),
        .observes(
          "branch", with: "-a -r -v --list --show-current --all -vv --contains --merged",
          "it lists branches"),
        .observes("tag", with: "-l --list -n --sort --contains --points-at --merged", "it lists tags"),
        .interrupts(
          """
          commit add pull merge rebase push fetch clone checkout switch branch tag reset revert
          cherry-pick stash init mv remote config submodule am apply worktree bisect archive bundle lfs
          notes sparse-checkout maintenance format-patch
          """,
          "the repository changes, in a way that it can take back"),
      ]),
    CatalogueProgram(
      "gh glab", "cli.github.com/manual",
      valued: """
        -R --repo -b --body -t --title -B --base -H --head -L --limit --json -q --jq -F --field -f -X
        --method
        """,
      [
        .destroys(with: "-X=DELETE --method=DELETE", "it deletes on the other side"),
        .destroys(
          """
          repo/delete release/delete secret/delete secret/remove variable/delete issue/delete run/delete
          gist/delete label/delete cache/delete ssh-key/delete gpg-key/delete release/delete-asset
          workflow/disable repo/archive pr/close codespace/delete extension/remove
          """,
          "it deletes on the other side"),
        .destroys("pr/merge", with: "-d --delete-branch", "it deletes the branch as well"),
        .observes(
          """
          pr/view pr/list pr/status pr/checks pr/diff issue/view issue/list issue/status run/list run/view
          run/watch workflow/list workflow/view release/list release/view repo/view repo/list auth/status
          auth/token secret/list variable/list status search gist/list gist/view label/list cache/list
          run/download release/download browse ci/status ci/view mr/list mr/view
          """,
          "it reads"),
        .interrupts(with: "-X --method -f -F --field --input", "it changes something on the other side"),
        .observes("api", "it reads"),
        .interrupts(
          """
          pr/merge pr/create pr/edit pr/comment pr/review pr/ready pr/reopen pr/checkout issue/create
          issue/close issue/comment issue/edit issue/reopen run/rerun run/cancel workflow/run
          workflow/enable release/create release/edit release/upload repo/clone repo/fork repo/create
          repo/edit repo/sync auth/login auth/logout auth/refresh auth/setup-git secret/set variable/set
          gist/create label/create extension/install codespace/create mr/create mr/merge
          """,
          "it changes something on the other side"),
      ]),
    CatalogueProgram(
      "svn hg", "svn(1)",
      [
        .observes("status st log info diff list ls cat blame heads summary id", "it reads the repository"),
        .destroys("revert cleanup delete rm remove strip rollback purge", "it throws changes away"),
        .interrupts(
          "update up checkout co commit ci add merge pull push clone switch", "the repository changes"),
      ]),
    CatalogueProgram(
      "pre-commit husky lint-staged commitlint", "pre-commit.com",
      [.interrupts("it runs checks that may change files")]),
  ]
}
