/// Container engines.
extension EffectCatalogue {
  private static let runOptions =
    "-v --volume -p --publish -e --env --env-file --name --network --net -w --workdir -u --user --mount -l --label "
    + "--restart --entrypoint -m --memory --cpus -h --hostname --add-host --platform --log-driver --log-opt --ip "
    + "--dns --cap-add --cap-drop --device --gpus --pull --shm-size --tmpfs --ulimit --volumes-from --link "
    + "--filter --format --tail --since --until --index --detach-keys -n --last --profile --project-directory "
    + "--project-name --scale --timeout --build-arg --target --security-opt --health-cmd --expose"

  static let containers: [CatalogueProgram] = [
    CatalogueProgram(
      "docker podman nerdctl", "docker(1), docs.docker.com/reference/cli/docker", valued: runOptions,
      inFront: "-H --host -c --context --config -l --log-level",
      needing: """
        start stop restart rm rmi logs exec inspect kill pull push run build cp tag attach port top rename
        """,
      [
        .destroys(with: "--privileged", "a privileged container may do anything to the machine"),
        .destroys(
          """
          system/prune volume/prune volume/rm image/prune image/rm container/prune container/rm
          network/prune network/rm builder/prune buildx/prune buildx/rm rm rmi stack/rm stack/down
          service/rm swarm/leave node/rm secret/rm config/rm context/rm plugin/rm compose/rm pod/rm
          pod/prune machine/rm system/reset manifest/rm service/rollback
          """,
          "it deletes containers, images, networks or volumes"),
        .destroys("kill container/kill", "the container gets no chance to finish its work"),
        .observes(
          """
          ps ls images logs inspect stats top port version info events diff history search container/ls
          container/ps container/logs container/inspect container/stats container/top container/port
          container/diff image/ls image/list image/inspect image/history volume/ls volume/list
          volume/inspect network/ls network/list network/inspect system/df system/info system/events
          stack/ls stack/ps stack/services service/ls service/ps service/logs service/inspect node/ls
          node/ps node/inspect secret/ls secret/inspect config/ls config/inspect context/ls context/show
          context/inspect buildx/ls buildx/du buildx/inspect buildx/version manifest/inspect
          swarm/join-token swarm/unlock-key plugin/ls container/list pod/ps pod/ls pod/inspect pod/logs
          healthcheck/run scout trust/inspect checkpoint/ls model/list
          """,
          "it reads the state of containers"),
        .observes("exec container/exec", "it runs a command in a container", runs: .words(after: 2)),
        .interrupts("run container/run", "it starts a container", runs: .optionalWords(after: 2)),
        .destroys("cp container/cp", "it writes over files"),
        .destroys("load import image/load image/import volume/import", "it writes over images or volumes"),
        .interrupts(
          """
          start stop restart pause unpause create build pull push tag update rename wait commit save
          export login logout container/start container/stop container/restart container/pause
          container/unpause container/create container/update container/rename container/commit
          container/export container/wait image/pull image/push image/tag image/build image/save
          volume/create network/create network/connect network/disconnect stack/deploy stack/up
          service/create service/update service/scale swarm/init swarm/join swarm/update swarm/unlock
          node/update node/promote node/demote secret/create config/create context/create context/use
          context/update buildx/build buildx/create buildx/use buildx/bake buildx/stop attach
          plugin/install plugin/enable plugin/disable builder/build pod/create pod/start pod/stop
          pod/restart generate kube play machine/start machine/stop machine/init system/migrate
          auto-update manifest/create manifest/push model/pull
          """,
          "containers, images or networks change"),
      ]),
    CatalogueProgram(
      "docker~compose docker-compose podman~compose podman-compose nerdctl~compose",
      "docker compose, docs.docker.com/reference/cli/docker/compose", valued: runOptions,
      inFront: """
        -f --file -p --project-name --env-file --profile --project-directory --ansi --progress --parallel
        """,
      needing: "exec run cp port scale",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .destroys("down", with: "-v --volumes --rmi", "down -v deletes the volumes"),
        .destroys(
          "up", with: "-V --renew-anon-volumes --remove-orphans", "it deletes volumes or containers"),
        .destroys("rm", "rm deletes containers"),
        .destroys("kill", "the containers get no chance to finish their work"),
        .destroys("cp", "cp writes over files"),
        .observes(
          "ps ls images logs top config port events version convert stats volumes",
          "it reads the state of containers"),
        .observes("exec", "it runs a command in a container", runs: .words(after: 2)),
        .interrupts("run", "it starts a container", runs: .words(after: 2)),
        .interrupts("down", "down deletes containers and networks; volumes stay"),
        .interrupts(
          """
          up start stop restart pause unpause create build pull push scale watch wait attach commit export
          publish
          """,
          "containers change their state"),
      ]),
    CatalogueProgram(
      "docker-machine", "docs.docker.com/machine",
      [
        .observes("ls status ip env inspect", "it reads machines"),
        .destroys("rm kill", "it deletes a machine"),
        .interrupts("start stop restart create upgrade regenerate-certs", "a machine changes"),
      ]),
    CatalogueProgram(
      "crictl", "crictl, kubernetes-sigs/cri-tools",
      [
        .observes(
          "ps pods images logs inspect inspecti inspectp stats info version imagefsinfo",
          "it reads the state of containers"),
        .destroys("rm rmi rmp stopp", "it deletes containers or images"),
        .observes("exec", "it runs a command in a container", runs: .words(after: 2)),
        .interrupts("start stop pull run runp create", "containers change their state"),
      ]),
    CatalogueProgram(
      "colima", "github.com/abiosoft/colima", valued: "-p --profile",
      [
        .observes("status list ls version", "it reads the state of the machine that containers run in"),
        .destroys("delete", "the machine that containers run in is deleted, and all in it"),
        .destroys("prune", "what was downloaded is deleted"),
        .interrupts("start stop restart update", "all containers stop or start"),
      ]),
    CatalogueProgram(
      "lxc incus", "lxc, documentation.ubuntu.com/lxd",
      [
        .observes(
          "list ls info config/show profile/list image/list network/list storage/list version",
          "it reads containers"),
        .destroys(
          """
          delete rm restore rebuild config/unset image/delete storage/delete network/delete
          snapshot/delete snapshot/restore storage/volume/delete storage/volume/restore
          """,
          "it deletes containers or their state"),
        .interrupts(
          "start stop restart pause launch init snapshot copy move config/set file/push publish export",
          "containers change"),
        .observes("exec", "it runs a command in a container", runs: .words(after: 2)),
      ]),
  ]

  static let orchestrators: [CatalogueProgram] = [
    CatalogueProgram(
      "k3s", "docs.k3s.io/cli",
      [
        .observes("check-config etcd-snapshot/ls etcd-snapshot/list", "it reads"),
        .interrupts("server agent etcd-snapshot/save certificate/rotate crictl", "the node changes"),
        .destroys("it changes the node for good"),
      ]),
    CatalogueProgram(
      "stern", "github.com/stern/stern", standsAlone: true,
      [.observes("it looks at the cluster")]),
    CatalogueProgram(
      "kubeseal", "github.com/bitnami-labs/sealed-secrets", standsAlone: true,
      [.observes("it encrypts what it reads")]),
    CatalogueProgram(
      "kubectl oc k3s~kubectl microk8s.kubectl", "kubectl(1), kubernetes.io/docs/reference/kubectl",
      valued: """
        -n --namespace -l --selector -o --output -c --container --context --kubeconfig --cluster --user
        --tail --since --field-selector --timeout --type --replicas --image --port --server -s --as
        --sort-by --from-literal --from-file --grace-period --overrides --restart
        """,
      needing: """
        get describe logs exec delete apply scale rollout edit patch label annotate cordon uncordon drain
        explain
        """,
      [
        .observes(with: "--dry-run --dry-run=client --dry-run=server", "--dry-run changes nothing"),
        .destroys("apply", with: "--prune", "--prune deletes what the files no longer name"),
        .observes(
          """
          get describe logs top explain api-resources api-versions cluster-info version diff events wait
          rollout/status rollout/history auth config/view config/get-contexts config/current-context
          whoami port-forward adm/top status
          """,
          "it reads the state of the cluster"),
        .observes("exec", "it runs a command in a container", runs: .words(after: 2)),
        .destroys(
          """
          delete drain replace cp rollout/undo evict config/delete-context config/unset proxy debug attach
          rsh run
          """,
          "it deletes objects or runs anything"),
        .destroys("scale", with: "--replicas=0", "scaling to nothing takes the service away"),
        .interrupts(
          """
          apply create scale rollout/restart rollout/pause rollout/resume set label annotate patch edit
          expose autoscale cordon uncordon taint config/use-context config/set-context certificate extract
          login project new-app start-build kustomize
          """,
          "objects of the cluster change"),
      ]),
    CatalogueProgram(
      "helm", "helm.sh/docs/helm",
      valued: "-n --namespace -f --values --set --version --kube-context --kubeconfig",
      needing: "install upgrade uninstall rollback status history get template show",
      [
        .observes(with: "--dry-run", "--dry-run changes nothing"),
        .observes(
          """
          list ls status history get show search template lint version env verify diff dependency/list
          repo/list inspect
          """,
          "it reads releases"),
        .destroys("uninstall delete del un rollback", "it deletes a release or puts an old one back"),
        .interrupts(
          """
          install upgrade repo/add repo/update repo/remove pull push package test dependency/update
          dependency/build plugin/install registry/login create
          """,
          "a release changes"),
      ]),
    CatalogueProgram(
      "k9s lazydocker lazygit", "the program's documentation", standsAlone: true,
      [.destroys("it shows what is there, and takes any command")]),
    CatalogueProgram(
      "kustomize", "kustomize.io",
      [
        .observes("build cfg version", "it prints manifests"),
        .interrupts("edit create", "it writes manifests"),
      ]),
    CatalogueProgram(
      "argocd flux", "argo-cd.readthedocs.io, fluxcd.io",
      [
        .observes(
          "app/get app/list app/diff app/history app/logs get logs check version tree stats events",
          "it reads applications"),
        .destroys(
          "app/sync", with: "--prune --force --replace", "what the repository no longer names is deleted"),
        .destroys(
          "app/delete app/rollback delete uninstall", "it deletes an application or puts an old one back"),
        .interrupts(
          "app/sync app/set app/create reconcile suspend resume create bootstrap install",
          "an application changes"),
      ]),
    CatalogueProgram(
      "kubectx kubens", "kubectx(1)", standsAlone: true,
      [.interrupts("it changes which cluster commands go to")]),
    CatalogueProgram(
      "nomad consul", "developer.hashicorp.com/nomad/commands",
      [
        .observes(
          """
          status node/status job/status alloc/status alloc/logs members catalog version job/plan
          job/inspect monitor kv/get
          """,
          "it reads the cluster"),
        .destroys(
          "stop job/stop system/gc leave force-leave kv/delete job/revert",
          "it takes a job or a member away"),
        .interrupts("run job/run job/restart alloc/restart reload join kv/put", "a job changes"),
      ]),
  ]
}
