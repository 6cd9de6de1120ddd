/// Words that carry no sense of their own in a question.
enum Fillers {
  /// In every question.
  static let words = WordTable(
    """
    the a an of on in at to for by from with as and or is are was were be been do does did has have had having it its this
    that these those there my our your their me i we you they us he she s t re ve ll d m please tell which what where when who how
    can could should would will shall may might must if so then than about into onto per via also just exactly currently
    mode count counts as whether anyone someone somebody one ones any get got there's hold holds contain contains called named give gives kind type sort exact correct right
    over through use used uses using run runs running work works going go goes lie lies live lives located stands stand happen happens taken made done
    """)

  /// In questions of other languages than English. `nas` is a word there, and a thing in English.
  static let foreign = WordTable(
    """
    der die das den dem des ein eine einen einem einer eines und oder ist sind war auf im in am an zu zum zur von vom fur
    mit bei aus nach wie was wo wer wird werden nutzt nutzen verwenden benutzen ich man wir mir mich uns bitte es sich hat haben kann lauft laufen liegt liegen
    heisst heissen lautet lauten verwendet benutzt gibt komme kommt geht gehen
    el la los las un una unos unas de del al y o u es son esta estan en a por para con que se le lo me mi su sus cual como
    donde cuando hay debo puedo usa utiliza llama quedan queda corre ejecuta tiene tienen
    le les l un une des du au aux et ou est sont dans sur pour par avec ce cette ces qui que quoi je on nous vous il elle ils elles
    mon ma mes son sa ses y faire fait doit peut tourne tournent tourner partent l d a lieu se trouve trouvent utilise utilises depuis puis
    o os as um uma uns umas do da dos das no na nos nas ao e ou eu em por com seu sua fica ficam roda usado usada corre vai vao para
    il lo gli i uno della dello degli delle nel nella sul sulla di da e sono si mio si trova dei del dal dalla per con che
    viene vengono gira girano tem fatta fatto fatte posso ho ha
    de het een en of is zijn op in aan van voor met bij uit naar ik je we wij mijn onze dit dat die er wordt worden heeft
    moet kan staat staan ligt draait draaien loopt gebruikt heet
    и в на с при к у о об от до по за из для ли же бы это эта этот мне я мы вы он она они есть быть
    """)

  /// Verbs of doing that any command answers to: `how do I run the tests` asks for the tests.
  static let generic = WordTable(
    """
    run execute perform do make trigger invoke call use apply ausfuhren machen ejecutar hacer hago haces hace aplicar executer
    utiliser utilizar usar verwenden benutzen nutzen usare gebruiken использовать effectuer appliquer executar rodar fazer faco eseguire fare uitvoeren doen draaien выполнить сделать применить
    executed performed triggered ejecutado ejecutada ejecutan executado executada executados realizado realizada effectue effectuee ausgefuhrt eseguito eseguita uitgevoerd
    command commands befehl comando commande commando opdracht команда командой
    hand mano manually manualmente manuellement вручную
    делается делаются делать выполняется выполняются запускается запускаются происходит
    """)

  /// What is said of anything that has its time.
  static let timed = WordTable(
    """
    launched started triggered kicked fire fires fired scheduled automatic automatically automated automatisch automatische automatischen
    automatique automatiques automatiquement automatico automatica automaticamente automático автоматический автоматически
    автоматическое автоматическая lance lancee lances lancees declenche execute executee executes lanzado lanzada lanza
    gestartet gestart avviato avviata запускают
    """)

  /// What is said of a port or an address.
  static let reaching = WordTable(
    """
    answer answers respond responds reach reached reachable serve serves served accessible available expose exposed exposes bind
    binds bound accept accepts open erreichbar antwortet accesible responde accessible repond escucha ecoute lauscht ascolta luistert слушает слушают работает работают доступен доступна открыт открыты abre abren ouvre ouvrent apre
    """)

  /// What can be measured.
  static let measures = WordTable(
    "full empty warm hot cold big large small high low old deep far close near busy loaded heavy strong wide")

  /// What is said of anything that has its length of time.
  static let lasting = WordTable(
    """
    take takes last lasts dauert dauern tarda tardan toma dura duran prend prennent demora demoram duurt duren занимает
    длится
    """)

  /// What is said of a user who logs in.
  static let entering = WordTable(
    """
    log login logs logged sign connect connects enter entro entra entrar accedo accede acceder conecto conecta conectar anmelde
    anmelden einlogge einloggen connecte connecter connexion inloggen accedere
    """)

  /// What is said of a version that has to be there.
  static let needing = WordTable(
    """
    need needs needed require requires required expected notig benotigt erforderlich necesita necesaria necesario requiere
    faut requise requis necessaire precisa necessario serve vereist nodig нужна нужен требуется
    """)

  /// What is said of who something belongs to.
  static let owning = WordTable(
    """
    own owns owned belong belongs gehort gehoren pertenece pertenecen appartient appartiennent pertence appartiene behoort
    принадлежит
    """)

  /// Behind one of them the rest of a question says when or in which case.
  static let turning = WordTable(
    """
    after before during once when if while nach vor wahrend sobald wenn falls antes despues tras cuando avant apres pendant
    lorsque prima dopo durante quando depois enquanto voor tijdens wanneer до после во время когда если
    """)

  static let listening = WordTable(
    """
    listen listens listening bind binds bound lauscht lauschen hort escucha escuchan ecoute ecoutent ascolta ascoltano luistert
    слушает слушают
    """)

  /// What is said of a thing that does the deed.
  static let acting = WordTable("makes make performs perform handles handle triggers does doing")

  /// What is said of a place.
  static let placed = WordTable(
    """
    kept keep stored store saved written found placed put hold holds go stay reside find endup installed gespeichert installiert
    instalado instalada installe installee installato geinstalleerd abgelegt guardan guarda
    guardado guardados almacenan almacena cambia cambian configura configuran define definen stocke stockes stockees enregistre conservees armazenados salvos ficam salvati bewaard opgeslagen хранятся
    хранится лежат лежит находится находятся
    """)

  /// Keys of where something goes.
  static let destinations = WordTable(
    "destination destino destinazione bestemming назначение 目的地 保存先 存储位置 备份位置")

  /// What is asked of a permission.
  static let permitted = WordTable(
    """
    safe allowed ok okay permitted permissible allow possible still supposed erlaubt sicher permitido seguro permis autorise
    permesso sicuro можно безопасно
    """)

  /// What turns the sense around. Such a question is never answered.
  static let negations = WordTable(
    """
    not no non never none nor without except unless neither nicht kein keine keinen keiner nie niemals ohne ausser sin nunca
    excepto salvo ni ne pas sans jamais sauf nao sem exceto mai senza niet geen nooit zonder behalve не нет без кроме никогда cannot don doesn isn aren won
    can't shouldn wasn weren mustn besides instead other than else
    """)

  /// Words that only an English question has.
  static let english = WordTable("what how where which who when why are does the should my our it")

  private static let shared = WordTable("pour part fare come main este")

  /// A word that no English question has.
  static func isForeign(_ word: String) -> Bool {
    asking.contains(word) || word.utf8.count > 3 && foreign.contains(word) && !shared.contains(word)
  }

  private static let asking = WordTable(
    """
    was wie wo wer wann welche welcher welches der das den dem des ein eine ist ich und
    que cual cuales como donde cuando el la las los una del esta estan
    quel quelle quels quelles comment ou est le les une du des sont je
    quando quand qual quais onde quem uma como os da das na um ao sao fica
    il lo gli di della dei come dove chi quale quali sono una
    quanta quanto quantos quantas quanti quante combien cuanto cuanta cuantos cuantas wieviel wieviele hoeveel posso puedo
    puis darf kann wat welke welk waar hoe wanneer het een van ik de
    какой где как когда кто
    """)
}
