/// The members of a JSON object, in order, each name once.
///
/// Two objects are equal when they hold equal members, in whatever order, as RFC 8259 means it.
public struct JSONObject: Sendable {
  /// A name and its value.
  public struct Member: Sendable, Hashable {
    public let key: String
    public var value: JSON
  }

  public private(set) var members: [Member]
  /// Where each name stands; only kept once a linear search would be slower than hashing.
  private var places: [String: Int]?

  /// Beyond this many members names are hashed. Measured: up to about eight, comparing short strings wins.
  private static let fewMembers = 8

  public init() {
    members = []
    places = nil
  }

  /// A name that comes twice keeps its first place and its last value.
  public init(_ members: some Sequence<(String, JSON)>) {
    self.init()
    self.members.reserveCapacity(members.underestimatedCount)
    for (key, value) in members { self[key] = value }
  }

  public var isEmpty: Bool { members.isEmpty }
  public var count: Int { members.count }
  public var keys: [String] { members.map(\.key) }

  /// Setting a new name puts it last; setting nil removes the member.
  public subscript(key: String) -> JSON? {
    get { place(of: key).map { members[$0].value } }
    set {
      switch (place(of: key), newValue) {
      case (nil, nil): break
      case (nil, let value?): append(Member(key: key, value: value))
      case (let place?, let value?): members[place].value = value
      case (let place?, nil):
        members.remove(at: place)
        places = nil
        indexIfMany()
      }
    }
  }

  /// Adds a member and answers whether its name was new; a name that is there already changes nothing.
  mutating func add(_ key: String, _ value: JSON) -> Bool {
    guard place(of: key) == nil else { return false }
    append(Member(key: key, value: value))
    return true
  }

  private mutating func append(_ member: Member) {
    members.append(member)
    if places != nil {
      places?[member.key] = members.count - 1
    } else {
      indexIfMany()
    }
  }

  private mutating func indexIfMany() {
    guard members.count > Self.fewMembers else { return }
    var places = [String: Int](minimumCapacity: members.count * 2)
    for (place, member) in members.enumerated() { places[member.key] = place }
    self.places = places
  }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    return members.firstIndex { $0.key == key }
  }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  /// The order of members must not change the hash, so theirs are added up.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(members.reduce(0) { $0 &+ $1.hashValue })
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
