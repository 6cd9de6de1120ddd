import SeededNumbers

/// The checkouts that the sites run from, and their upstreams.
enum CheckoutMutations {
  static func of(_ service: MutatedService, _ random: inout SeededRandom) -> [Mutation] {
    let branch = ["hotfix", "develop", "try-2"].randomElement(using: &random) ?? "hotfix"
    return work(service, branch) + remotes(service) + releases(service)
  }

  private static func mutation(
    _ kind: String, _ service: MutatedService, _ breaks: String, _ checks: String..., mends: String = ""
  ) -> Mutation {
    var mutation = Mutation(
      kind, of: service.app, keeping: ["\(service.folder)/.git", "\(service.folder)/src", service.upstream],
      breaks: breaks, mends: mends, tells: "", as: ["error", "warning"], at: service.row)
    mutation.expected.checks = checks
    return mutation
  }

  private static func work(_ service: MutatedService, _ branch: String) -> [Mutation] {
    let git = "deploy git -C \(service.folder)", page = "\(service.folder)/src/index.html"
    return [
      mutation("checkout-edited", service, "echo '<!-- by hand -->' >>\(page)", "checkout-clean"),
      mutation("checkout-file-deleted", service, "rm \(page)", "checkout-clean"),
      mutation(
        "checkout-with-stray-file", service, "deploy touch \(service.folder)/src/notes.txt", "checkout-clean"),
      mutation(
        "checkout-on-another-branch", service, "\(git) checkout -q -b \(branch)", "checkout-on-branch"),
      mutation("checkout-detached", service, "\(git) checkout -q --detach", "checkout-on-branch"),
      mutation(
        "checkout-ahead", service, "\(git) commit -q --allow-empty -m 'Fix it here'",
        "checkout-follows-upstream"),
      mutation(
        "checkout-without-upstream", service, "\(git) branch --unset-upstream", "checkout-follows-upstream",
        "checkout-on-branch"),
      mutation(
        "upstream-rewritten", service,
        """
        tree=$(\(git) rev-parse 'HEAD^{tree}')
        commit=$(\(git) commit-tree -m 'Start again' $tree)
        \(git) push -q --force origin $commit:refs/heads/main
        """, "checkout-follows-upstream"),
    ]
  }

  private static func remotes(_ service: MutatedService) -> [Mutation] {
    let git = "deploy git -C \(service.folder)"
    return [
      mutation(
        "remote-elsewhere", service, "\(git) remote set-url origin /srv/git/gone.git", "checkout-remote",
        "checkout-follows-upstream"),
      mutation(
        "remote-removed", service, "\(git) remote remove origin", "checkout-remote",
        "checkout-follows-upstream", "checkout-on-branch"),
      mutation(
        "upstream-gone", service, "rm -rf \(service.upstream)", "checkout-remote", "checkout-follows-upstream"
      ),
      mutation(
        "upstream-branch-gone", service,
        "deploy git -C \(service.upstream) branch -q -m main trunk", "checkout-follows-upstream",
        "checkout-remote"),
      mutation(
        "no-checkout-any-more", service, "rm -rf \(service.folder)/.git", "checkout-remote", "checkout-clean",
        "checkout-on-branch", "checkout-follows-upstream"),
    ]
  }

  private static func releases(_ service: MutatedService) -> [Mutation] {
    let folder = service.folder
    return [
      Mutation(
        "folder-replaced-under-the-process", of: service.app,
        breaks: "mv \(folder) \(folder).old\ncp -a \(folder).old \(folder)",
        mends: "rm -rf \(folder)\nmv \(folder).old \(folder)", tells: "release-runs", "program-directory",
        as: ["error", "warning"], at: service.row),
      Mutation(
        "built-and-not-restarted", of: service.app,
        keeping: ["\(folder)/dist", "\(folder)/.git", service.upstream],
        breaks: """
          deploy git -C \(folder) commit -q --allow-empty -m 'Go on'
          deploy git -C \(folder) push -q
          deploy env -C \(folder) node build.js
          """, tells: "release-runs", as: ["error", "warning"], at: service.row),
      Mutation(
        "pulled-and-not-built", of: service.app, keeping: ["\(folder)/.git", service.upstream],
        breaks: """
          deploy git -C \(folder) commit -q --allow-empty -m 'Go on' --date '3 days ago'
          deploy git -C \(folder) push -q
          """, tells: "build-follows-checkout", as: ["error", "warning"], at: service.row),
    ]
  }
}
