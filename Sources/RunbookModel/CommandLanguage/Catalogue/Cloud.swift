/// Command lines of providers.
extension EffectCatalogue {
  static let cloud: [CatalogueProgram] = [
    CatalogueProgram(
      "aws", "docs.aws.amazon.com/cli", valued: "--profile --region --output --query --endpoint-url",
      [
        .observes(with: "--dryrun --dry-run", "--dryrun changes nothing"),
        .observes(
          """
          s3/ls s3/presign sts/get-caller-identity logs/tail logs/filter-log-events configure/list
          configure/list-profiles ec2/wait ecs/wait rds/wait
          """,
          "it reads"),
        .destroys("s3/rm s3/mv s3/rb", "it deletes objects"),
        .destroys("s3/sync", with: "--delete", "--delete deletes objects"),
        .interrupts(
          """
          s3/cp s3/sync s3/mb configure configure/set sso/login ecs/update-service ecs/run-task
          ecs/register-task-definition ec2/start-instances ec2/stop-instances ec2/reboot-instances
          ec2/create-snapshot ec2/create-tags rds/create-db-snapshot rds/reboot-db-instance
          rds/start-db-instance rds/stop-db-instance lambda/update-function-code lambda/invoke
          cloudfront/create-invalidation eks/update-kubeconfig ecr/get-login-password ecr/get-login
          autoscaling/set-desired-capacity autoscaling/start-instance-refresh ssm/start-session
          ssm/put-parameter secretsmanager/rotate-secret
          """,
          "something on the other side changes"),
      ]),
    CatalogueProgram(
      "gcloud gsutil bq", "cloud.google.com/sdk/gcloud",
      valued: "--project --region --zone --format --filter",
      [
        .observes(
          """
          ls cat du stat logging/read auth/list config/list config/get-value compute/instances/list
          compute/instances/describe run/services/list run/services/describe projects/list
          container/clusters/list sql/instances/list sql/instances/describe sql/backups/list info version
          builds/list builds/log app/logs app/versions/list show head
          """,
          "it reads"),
        .destroys("rm rb mv rsync sql/backups/restore", "it deletes objects"),
        .interrupts(
          """
          cp auth/login auth/configure-docker auth/activate-service-account auth/application-default
          config/set run/deploy run/services/update run/services/update-traffic app/deploy builds/submit
          compute/instances/start compute/instances/stop compute/instances/reset compute/scp
          sql/backups/create sql/instances/restart container/clusters/get-credentials init components
          """,
          "something on the other side changes"),
      ]),
    CatalogueProgram(
      "az", "learn.microsoft.com/cli/azure", valued: "-g --resource-group -n --name -o --output --query",
      [
        .observes(
          """
          account/show account/list group/list vm/list vm/show webapp/list webapp/show webapp/log aks/list
          aks/show version acr/list acr/repository keyvault/list keyvault/secret/list keyvault/show
          containerapp/list containerapp/show containerapp/logs monitor sql/db/list storage/blob/list
          storage/account/list
          """,
          "it reads"),
        .interrupts(
          """
          login logout account/set aks/get-credentials acr/login acr/build webapp/restart webapp/start
          webapp/stop webapp/deploy vm/start vm/stop vm/restart containerapp/update containerapp/up
          configure extension
          """,
          "something on the other side changes"),
      ]),
    CatalogueProgram(
      "yc", "yandex.cloud/docs/cli", valued: "--folder-id --cloud-id --profile --format --name --id",
      [
        .observes(
          """
          version config/list config/profile/list */list */get */*/list */*/get */*/list-operations
          */*/get-serial-port-output */*/list-backups */*/list-logs logging/read
          """,
          "it reads"),
        .interrupts(
          "*/*/start */*/stop */*/restart */*/create */create config/set container/registry/configure-docker",
          "something on the other side changes"),
      ]),
    CatalogueProgram(
      """
      fly flyctl heroku vercel netlify wrangler railway render doctl hcloud linode-cli supabase firebase
      neonctl turso amplify platform scalingo clever pscale
      """,
      "the provider's documentation", valued: "-a --app -r --remote --env -e --name", needing: "rollback",
      [
        .observes(
          """
          status logs info list ls version whoami ps releases inspect tail auth:whoami auth/whoami
          apps/list config/show config:get secrets/list secret/list env/ls pg:info pg:backups
          deployments/list projects/list account/get compute/droplet/list server/list logs:list log
          db/list addons apps:info releases:info checks/list machine/list machine/status image/show
          ips/list scale/show volumes/list deployments migration/list functions/list d1/list
          kv/namespace/list r2/bucket/list status:all tail:all d1/migrations/list deployments/status
          """,
          "it reads"),
        .destroys(
          """
          destroy delete rollback rm remove apps/destroy apps:destroy apps:delete pg:reset pg:restore
          pg:backups:restore releases:rollback env/rm secrets/unset secret/delete config:unset
          machine/destroy volumes/destroy volumes/delete db/reset db/push d1/execute d1/delete
          kv/key/delete kv/namespace/delete r2/object/delete r2/bucket/delete compute/droplet/delete
          server/delete sites:delete functions:delete hosting:disable machine/kill domains/rm alias/rm
          project/rm machine/remove branch/delete firestore:delete
          """,
          "it deletes on the other side, or puts an old version back"),
        .interrupts(
          """
          deploy redeploy publish restart scale up down start stop secrets/set secrets/import secret/put
          secret/bulk config:set env/add env/pull login logout auth/login link init dev promote ps:restart
          ps:scale maintenance:on maintenance:off pg:backups:capture apps/restart apps:restart
          machine/start machine/stop machine/restart build alias env:set versions/upload versions/deploy
          r2/object/put kv/key/put d1/migrations/apply d1/create pages/deploy triggers pages ssh proxy
          open container:push container:release functions/deploy hosting:channel:deploy snapshot
          compute/droplet/create server/create server/reboot server/poweron apps/create volumes/create
          volumes/extend use switch config/set certs/add
          """,
          "something on the other side changes"),
      ]),
    CatalogueProgram(
      "s3cmd mc minio-mc b2 s5cmd azcopy", "the program's documentation",
      [
        .observes(
          "ls la du info stat cat find tree diff head admin/info version list list-buckets", "it reads"),
        .destroys(
          "del rm rb mv rmdir sync mirror remove hide-file delete-file-version", "it deletes objects"),
        .interrupts("put get cp mb share alias config copy upload-file upload", "it writes copies"),
      ]),
    CatalogueProgram(
      "vault", "developer.hashicorp.com/vault/docs/commands",
      [
        .observes(
          """
          status read list version kv/get kv/list token/lookup audit/list policy/list policy/read
          auth/list secrets/list operator/raft
          """,
          "it reads"),
        .destroys(
          """
          delete kv/delete kv/destroy token/revoke lease/revoke secrets/disable auth/disable operator/seal
          operator/rekey operator/init policy/delete kv/metadata
          """,
          "it deletes secrets or closes the store"),
        .interrupts(
          """
          write kv/put kv/patch login operator/unseal secrets/enable auth/enable policy/write token/create
          token/renew unwrap
          """,
          "secrets change"),
      ]),
    CatalogueProgram(
      "sops age", "the program's documentation",
      [
        .observes(with: "-d --decrypt", "it prints what a file holds"),
        .observes("decrypt", "it prints what a file holds"),
        .destroys(with: "-i --in-place", "-i writes over the file"),
        .interrupts("it writes a file"),
      ]),
    CatalogueProgram(
      "qm pct pvesh virsh", "the program's documentation",
      [
        .observes(
          "list status config dominfo domstate listsnapshot get net-list pool-list version",
          "it lists machines"),
        .destroys(
          "destroy undefine rollback restore delsnapshot delete snapshot-delete snapshot-revert",
          "it ends or deletes a machine"),
        .interrupts(
          """
          start stop shutdown reboot snapshot create clone set suspend resume migrate autostart
          snapshot-create-as
          """,
          "a machine changes"),
        .observes("exec", "it runs a command in a machine", runs: .words(after: 2)),
        .interrupts("enter console terminal", "it opens a shell in a machine"),
      ]),
    CatalogueProgram(
      "qmrestore", "qmrestore(1)", [.destroys("it writes a machine from a backup over what is there")]),
    CatalogueProgram(
      "pvesm pveum pvecm ha-manager", "pve.proxmox.com/pve-docs",
      [
        .observes("status list path scan user/list config nodes", "it reads"),
        .destroys("it changes what the machines rest on"),
      ]),
    CatalogueProgram(
      "ceph", "docs.ceph.com", valued: "-n --name -c --conf -k --keyring -f --format",
      [
        .observes(with: "-s --status", "it reads the state of the cluster"),
        .observes(
          """
          status health df versions quorum_status osd/tree osd/df osd/status osd/stat osd/ls osd/perf osd/pool/ls
          mon/stat mon/dump pg/stat pg/dump mds/stat fs/ls fs/status orch/ls orch/ps orch/status orch/host/ls log/last
          crash/ls config/dump config/get device/ls
          """,
          "it reads the state of the cluster"),
        .destroys("it changes what keeps the data"),
      ]),
    CatalogueProgram(
      "ollama", "github.com/ollama/ollama",
      [
        .observes("list ls ps show", "it lists models"),
        .destroys("rm", "it deletes a model"),
        .interrupts("pull run serve create cp push stop", "a model is loaded or kept"),
      ]),
    CatalogueProgram(
      "plesk", "docs.plesk.com",
      [
        .observes("version", "it reads"),
        .interrupts(
          "sbin/pleskrc bin/extension bin/service", "a service restarts or a certificate is renewed"),
        .destroys("it changes what is hosted"),
      ]),
    CatalogueProgram(
      "pveversion", "the program's documentation", standsAlone: true, [.observes("it reads")]),
  ]
}
