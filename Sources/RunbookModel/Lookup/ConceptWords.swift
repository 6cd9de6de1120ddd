/// The words of each concept: English, German, Spanish, French, Portuguese, Italian, Dutch, Russian, Chinese,
/// Japanese.
enum ConceptWords {
  static func of(_ concept: Concept) -> String { deed(concept) ?? thing(concept) ?? surrounding(concept) }

  private static func deed(_ concept: Concept) -> String? {
    switch concept {
    case .restart:
      "herstarten herstart relancer relance restart neustart neustarten reiniciar reinicio reinicia redemarrer redemarrage riavviare"
        + " riavvio перезапустить перезапуск перезапускать 重启 重新启动 再起動"
    case .start:
      "opstarten gestart start launch bringup spinup up startup starten hochfahren iniciar arrancar arranque inicio lancer"
        + " demarrer demarrage avviare avvio запустить запуск запускать 启动 起動"
    case .stop:
      "uitzetten stop shutdown takedown bringdown down kill halt terminate stoppen anhalten beenden herunterfahren detener"
        + " parar paro apagar apago detengo ausschalten ausschalte abschalten abschalte arreter arrete arret fermo fermare остановить остановка 停止"
    case .reload:
      "herladen herlaad recargo recarrego ricarico reload neuladen recargar recharger recarregar ricaricare перезагрузить 重载 重新加载 リロード"
    case .status:
      "toestand gezondheid controleren controllare status state health healthy alive liveness healthcheck healthz readyz livez check checklist verify verifico compruebo uberprufen ping estado salud zustand prufen"
        + " etat sante verifier verificar comprobar stato статус состояние проверить проверка 状态"
        + " 健康检查 检查 状態 確認"
    case .follow: "volgen follow tail stream verfolgen seguir suivre отслеживать 跟踪 追跡"
    case .remove:
      "verwijderen wissen cancellare verwijder weggooien remove delete uninstall erase rm entfernen loschen deinstallieren eliminar borrar"
        + " desinstalar apagar apago borro elimino supprime supprimer desinstaller rimuovere удалить удаление 删除 卸载 削除"
    case .deploy:
      "uitrollen deploy deployment redeploy release rollout ship publish ausrollen desplegar despliegue despliego"
        + " deployer deploiement implantar distribuire деплой развернуть развертывание 部署 发布 デプロイ"
    case .backup:
      "reservekopie kopie copie backup backsup backingup dump mysqldump mongodump vzdump snapshot sicherung sichern respaldo respaldar salvataggio datensicherung copia sauvegarde sauvegarder"
        + " бэкап бекап 备份 バックアップ"
    case .restore:
      "herstellen terugzetten herstel restore bringback putback getback restauro recupero recover recovery restoration wiederherstellen wiederherstelle wiederherstellt wiederherstellung restaurar"
        + " zuruckspielen einspielen restauracion restauracao restaurer restauration recuperar ripristinare ripristino"
        + " восстановить восстановление 恢复 还原 復元 リストア"
    case .clean:
      "clean cleanup cleaning clear empty purge prune truncate vacuum flush flushdb flushall leeren leere bereinigen"
        + " aufraumen saubern limpiar limpieza limpio limpar limpeza vaciar vacio vider vide nettoyer nettoyage pulire"
        + " pulizia svuotare opschonen opruimen leegmaken очистить очистка очищать чистить чистка 清理 清空 掃除 クリア"
    case .rollback:
      "undo terugdraaien zuruckrollen arriere indietro atras rollback revert zurucksetzen revertir annuler reverter откат откатить 回滚 ロールバック"
    case .install:
      "installeren installo instalo install installation setup installieren instalar instalacion instalacao installer"
        + " installare установить установка 安装 インストール"
    case .update:
      "bijwerken aggiornamento aggiorno actualizo atualizo ajour update upgrade aktualisieren aktualisierung actualizar actualizacion atualizar"
        + " aggiornare обновить обновление 更新 升级 アップデート"
    case .renew:
      "vernieuwen verlengen renew renewal erneuern renovar renovacion renouveler renouvellement rinnovare продлить"
        + " 续期 続期"
    case .migrate:
      "migreren migrate migration migrieren migrar migracion migracao migrer migrazione миграция 迁移"
        + " マイグレーション"
    case .build: "bouwen build compile bauen construir compilar construire compiler собрать сборка 构建 编译 ビルド"
    case .connect:
      "verbinden inloggen conn connect connection ssh login verbinden anmelden conectar acceder connecter подключиться"
        + " 连接 登录 接続"
    case .enable:
      "inschakelen aanzetten enable activate turnon switchon aktivieren habilitar activar activer включить 启用 有効化"
    case .disable:
      "uitschakelen suspender suspendre disable deactivate turnoff switchoff deaktivieren deshabilitar desactivar desactiver"
        + " отключить 禁用 無効化"
    case .keep:
      "bewaren bewaard bewaartermijn bewaartijd aufbewahrt aufbewahrung aufbewahrungsdauer aufbewahrungsfrist aufheben aufhebe aufgehoben retencion"
        + " conservan conserva conservado conservacion guardan guarda guardado behalt behalten mantido mantidos mantienen mantenuti conserve conserves conservee conservees garde gardent gardons gardes gardees retencao retenzione conservano conservazione conservation"
        + " keep kept retention retain aufbewahren conservar retener conserver manter хранить"
        + " хранятся 保留 保持"
    case .response:
      "response answer respond reply react antwort antworten reaktion respuesta responder"
        + " reponse repondre risposta ответ"
    case .show:
      "tonen bekijken bekijk lijst elenco listo muestro mostro veo vejo vedo vois sehe zie show list display view see look print read get anzeigen sehen ver voir vedere увидеть"
        + " zeigen ansehen auflisten mostrar listar afficher lister показать посмотреть 查看 列出 表示 一覧"
    default: nil
    }
  }

  private static func thing(_ concept: Concept) -> String? {
    switch concept {
    case .port: "poort poorten port listen puerto porta порт 端口 ポート"
    case .directory:
      "map directory dir folder path checkout verzeichnis ordner pfad directorio carpeta ruta"
        + " dossier repertoire chemin pasta diretorio cartella каталог папка путь 目录 文件夹 路径 ディレクトリ"
        + " フォルダ パス"
    case .file: "bestand file path datei archivo fichero fichier arquivo файл 文件 ファイル"
    case .url:
      "adres webadres url uri link endpoint address website adresse direccion endereco indirizzo адрес ссылка"
        + " 地址 网址 链接 アドレス"
    case .host: "domein hostnaam host hostname domain domane dominio domaine домен хост 域名 主机 ドメイン ホスト"
    case .ip: "adresse direccion endereco indirizzo adres ipv4 ipv6 ip address адрес адресс 地址"
    case .user:
      "gebruiker gebruikersnaam user username account benutzer konto usuario cuenta utilisateur compte utente"
        + " пользователь 用户 账号 账户 ユーザー"
    case .command: "opdracht commando command cmd befehl kommando comando commande команда 命令 指令 コマンド"
    case .script: "script skript скрипт 脚本 スクリプト"
    case .service:
      "dienst diensten programma service server app application unit program process daemon site dienst anwendung prozess"
        + " servicio applicazione aplicacion servidor serveur processus servico aplicacao servizio сервис служба"
        + " приложение сервер процесс 服务 应用 服务器 进程 サービス アプリ サーバー サーバ プロセス"
    case .container: "container contenedor conteneur контейнер 容器 コンテナ"
    case .database: "databank db database datenbank banco base bdd база 数据库 データベース"
    case .log:
      "logboek logbestand registros log logfile journal journalctl tail protokoll registro journaux лог логи журнал 日志 ログ"
    case .configuration:
      "configuratie instellingen config configuration conf settings setting konfiguration einstellungen configuracion"
        + " configuracao ajustes configurazione настройка настройки конфигурация конфиг 配置 设置 設定"
    case .key: "sleutel key schlussel clave llave cle chave chiave ключ 密钥 鍵"
    case .certificate:
      "certificaat certificate cert ssl tls certbot letsencrypt acme zertifikat certificado certificat certificato"
        + " сертификат 证书 証明書"
    default: more(concept)
    }
  }

  private static func more(_ concept: Concept) -> String? {
    switch concept {
    case .schedule:
      "tijd tijdstip uur time schedule cron hour timer when frequency uhrzeit zeit zeitplan hora horario heure"
        + " horaire frecuencia frequence ora время расписание 时间 定时 时刻 計画 時間 時刻"
    case .job: "taak job task cron cronjob aufgabe tarea tache tarefa задача задание 任务 ジョブ タスク"
    case .name: "naam name nombre nom nome имя название 名字 名称 名前"
    case .number:
      "aantal number level threshold limit percentage amount count nummer anzahl grenze numero limite"
        + " seuil umbral umfang порог 阈值 数量"
    case .person:
      "beheerder verantwoordelijke astreinte bereitschaft guardia zustandig person owner operator contact responsible maintainer oncall role team verantwortlich"
        + " 管理者 管理员 責任者 ansprechpartner responsable contacto responsavel contato ответственный 负责人 联系人 担当 担当者"
    case .repository: "repo repository git repositorio depot репозиторий 仓库 リポジトリ"
    case .price:
      "price cost fee preis kosten precio coste costo prix tarif cout preco custo prezzo цена"
        + " стоимость 价格 料金"
    case .version: "versie version versione версия 版本 バージョン"
    case .email: "email mail correo courriel почта 邮箱 メール"
    case .test:
      "test tests testing testen prueba pruebas probar essai tester teste testar prova collaudo тест тестировать 测试 テスト 試験"
    case .environment: "environment env umgebung entorno environnement ambiente omgeving окружение 环境 環境"
    case .variable: "variable var vars umgebungsvariable переменная 变量 変数"
    case .system:
      "os operatingsystem betriebssystem sistemaoperativo sistemaoperacional besturingssysteem"
        + " операционнаясистема distro distribution 操作系统"
    case .failure:
      "error errors failure fehler erreur erreurs erro erros errore errori fallo ошибка ошибки ошибок ошибках 错误 エラー"
    default: nil
    }
  }

  private static func surrounding(_ concept: Concept) -> String {
    switch concept {
    case .production:
      "productie prod production produktion produccion producao produzione прод продакшен 生产 本番"
    case .development:
      "ontwikkeling dev development entwicklung desarrollo developpement desenvolvimento sviluppo 开发 開発"
    case .everything: "alles all everything alle alles todo todos tout tous tutto все всё 所有 全部 全て すべて"
    case .documentation:
      "doc docs documentation dokumentation documentacion documentacao документация 文档 ドキュメント"
    case .purpose:
      "doel purpose description what does function role meaning zweck beschreibung descripcion"
        + " proposito but objet descricao descrizione назначение описание 用途 说明 描述 説明"
    case .need:
      "need needed require required necessary notig benotigt erforderlich necesario requerido"
        + " necessaire requis нужно 需要 必要"
    case .place:
      "speicherort ablageort standort plaats place location where ort lugar ubicacion lieu emplacement local luogo место 位置 場所"
    case .rule: "rule forbidden allowed regel verboten regla prohibido regle interdit правило 规则 禁止"
    default: ""
    }
  }
}
