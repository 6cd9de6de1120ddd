/// What kind of answer a question wants.
enum Intent: Hashable {
  /// Words without a question word: `luci port`, `restart the api`.
  case open
  /// A command, or the steps of a procedure.
  case how
  /// A time or a schedule.
  case when
  /// A path, an address, a place.
  case place
  case who
  /// A number of things.
  case count
  /// A length of time.
  case duration
  case why
  /// Yes or no, which the runbook's own sentence has to say.
  case whether
  /// The value of a thing's attribute, or the thing that has a value.
  case what
  /// What something does or means, or what happens then.
  case describe

  /// The longest question words that open a question, written without accents: what they want, and how many
  /// words
  /// they are.
  static func opener(_ question: String) -> (intent: Intent, words: Int)? {
    question.withBytes { question in
      var found: (intent: Intent, words: Int)?
      var longest = 0
      guard let first = question.first else { return nil }
      for (intent, place) in openers.places
      where openers.bytes[place.lowerBound] == first && place.count > longest {
        let phrase = openers.bytes[place]
        guard question.starts(with: phrase), question.count == phrase.count || question[phrase.count] == 0x20
        else { continue }
        longest = phrase.count
        found = (intent, phrase.count { $0 == 0x20 } + 1)
      }
      return found
    }
  }

  /// All phrases end to end, and where each stands.
  private static let openers: (bytes: [UInt8], places: [(intent: Intent, place: Range<Int>)]) = {
    var bytes: [UInt8] = [], places: [(intent: Intent, place: Range<Int>)] = []
    places.reserveCapacity(512)
    for (intent, phrases) in table {
      var start = bytes.count
      bytes += phrases.utf8
      for end in start..<bytes.count where bytes[end] == UInt8(ascii: "|") {
        places.append((intent, start..<end))
        start = end + 1
      }
      places.append((intent, start..<bytes.count))
    }
    return (bytes, places)
  }()

  private static let table: [(Intent, String)] = [
    (
      .when,
      "when|how often|at what time|at which time|what time|on which day|on what day"
        + "|how frequently|wann|wie oft|um wie viel uhr|um wieviel uhr|cuando|a que hora|cada cuanto"
        + "|con que frecuencia|quand|a quelle heure|wanneer|hoe laat|hoe vaak|op welke dag|ogni quanto|a quelle frequence|a que horas|quando"
        + "|com que frequencia|a che ora|quanto spesso|когда|как часто|во сколько|which days"
        + "|what days|kapan"
    ),
    (
      .count,
      "how many|how much|quanta|quanto|cuanta|wie viele|wieviele|wie viel|wieviel|cuantos|cuantas|cuanto|combien de"
        + "|combien|quantos|quantas|quanti|quante|hoeveel|сколько"
    ),
    (
      .duration,
      "how long|how fast|how quickly|how soon|wie lange|wie schnell|cuanto tiempo"
        + "|combien de temps|pendant combien de temps|quanto tempo|hoe lang|hoe snel|как долго|как быстро|how many days"
        + "|how many hours|how many minutes|how many weeks|wie viele tage|wieviele tage|per quanto tempo|per quanti giorni"
        + "|quanti giorni|por cuanto tiempo|durante cuanto tiempo|cuantos dias|por quanto tempo|quantos dias"
        + "|pendant combien de jours|combien de jours|hoeveel dagen|hoelang"
    ),
    (
      .how,
      "how do i|how do we|how do you|how can i|how can we|how can|how could i|how should i"
        + "|how should we|how would i|how to|how is|how are|how must|how does one|how do|how"
        + "|wie kann ich|wie kann man|wie wird|wie werden|wie|como se|como|comment|come si|come posso|come faccio a|come"
        + "|hoe kan ik|hoe moet ik|hoe|как|bagaimana cara|bagaimana"
    ),
    (
      .place,
      "where|waar|waarheen|wo|wohin|woher|donde|adonde|ou|onde|para onde|d ou|para donde|dove|где|куда|откуда|di mana|dimana"
    ),
    (
      .who,
      "who|whom|whose|wer|wem|wen|wessen|quien|quienes|qui|quem|chi|wie is|кто|кому|siapa"
    ),
    (
      .why,
      "why|waarom|how come|what for|wozu|warum|weshalb|wieso|por que|pourquoi|perche|почему|зачем"
    ),
    (
      .describe,
      "what happens|what is meant by|what is in|what is inside|what stands in|was steht in|was ist in|what do|what does|was passiert|was macht|was tut|que pasa"
        + "|que hace|que se passe t il|que fait|o que acontece|o que faz|cosa succede|cosa fa|wat gebeurt er|wat doet|wat moet ik doen"
        + "|что происходит|что делает|what should i do|what do i do|what do we do|what can i do|what to do|que hago|que hacemos|que faire|was mache ich|was tue ich|o que faco|cosa faccio"
        + "|what do i run|what now|was tun|was nun|que hacer|que fais je|o que fazer|che fare|wat nu|что делать"
    ),
    (
      .what,
      "what|which|on which|on what|at which|at what|in which|in what|under which|under what"
        + "|wie lautet|wie lauten|wie heisst|wie heissen|wie ist|auf welcher|auf welchen|in welcher|in welchen|unter welcher"
        + "|unter welchem|bei welchem|bei welcher|von welchem|von welcher|mit welchem|mit welcher|an welchem|fur welche"
        + "|uber welchen|onder welke|bij welke|voor welke|naar welke|aan welke|uit welke|sur quelle|dans quelle|a quel|de quel"
        + "|avec quel|pour quel|sous quel|sous quelle|vers quel|en cual|con que|de que|bajo que|em qual|com que|com qual|de qual"
        + "|para qual|su quale|su quali|in quale|a quale|con quale|da quale|di quale|per quale|su che|in che|sotto quale"
        + "|against which|with which|for which|from which|to which|to what|by which|as which|as what|of which|through which|over which|into which|was|welche"
        + "|welcher|welches|welchen|welchem|auf welchem|in welchem|wat|welke|welk|op welke|op welk|in welke|met welke|van welke|que|cual|cuales|en que|quel|quelle"
        + "|quels|quelles|sur quel|dans quel|quoi|o que|qual|quais|em que|che|quale|quali|cosa|что"
        + "|какой|какая|какое|какие|каким|на каком|в каком|какую|какому|каком|berapa|apa"
    ),
    (
      .whether,
      "is it safe to|is it ok to|is it okay to|am i allowed to|is it allowed to|may i|may we"
        + "|can i|can we|should i|should we|must i|is|are|was it|does|do|did|can|may|must|should|will"
        + "|has|have|darf ich|darf man|kann ich|soll ich|muss ich|ist|sind|darf|kann|mag ik|kan ik|moet ik|mag je|puedo|se puede"
        + "|es|esta|debo|puis je|peut on|est ce que|dois je|posso|pode se|e seguro|можно ли|можно"
        + "|нужно ли"
    ),
  ]
}
