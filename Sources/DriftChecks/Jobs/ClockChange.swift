/// The hour that a zone's clocks leave out on one night in spring.
///
/// From the zone database as of 2025 (zones whose rule is the calendar's); a zone that is not here has no change, or
/// one that is not certain.
enum ClockChange {
  /// The hour that is left out, `2` where 02:00 is followed by 03:00; nil where none is known.
  static func skippedHour(in zone: String) -> Int? {
    let end = zone.lastIndex(of: "/")
    let area = end.map { String(zone[..<$0]) } ?? ""
    let name = end.map { zone[zone.index(after: $0)...] } ?? zone[...]
    return zones.first { $0.value[area]?.split(separator: " ").contains(name) ?? false }?.key
  }

  private static let zones: [Int: [String: String]] = [
    0: [
      "": "Cuba Egypt",
      "Africa": "Cairo",
      "America": "Havana Santiago",
      "Asia": "Beirut",
      "Atlantic": "Azores",
      "Chile": "Continental",
    ],
    1: [
      "": "Eire GB GB-Eire Portugal WET",
      "Atlantic": "Canary Faeroe Faroe Madeira",
      "Europe": "Belfast Dublin Guernsey Isle_of_Man Jersey Lisbon London",
    ],
    2: [
      "": "CET CST6CDT EST5EDT Israel MET MST7MDT NZ Navajo PST8PDT Poland",
      "Africa": "Ceuta",
      "America": "Adak Anchorage Atka Boise Cambridge_Bay Chicago Ciudad_Juarez Denver Detroit "
        + "Edmonton Ensenada Fort_Wayne Glace_Bay Goose_Bay Grand_Turk Halifax Indianapolis "
        + "Inuvik Iqaluit Juneau Knox_IN Los_Angeles Louisville Matamoros Menominee Metlakatla "
        + "Miquelon Moncton Montreal Nassau New_York Nipigon Nome Ojinaga Pangnirtung Port-au-Prince "
        + "Rainy_River Rankin_Inlet Resolute Santa_Isabel Shiprock Sitka St_Johns Thule "
        + "Thunder_Bay Tijuana Toronto Vancouver Winnipeg Yakutat Yellowknife",
      "America/Indiana": "Indianapolis Knox Marengo Petersburg Tell_City Vevay Vincennes Winamac",
      "America/Kentucky": "Louisville Monticello",
      "America/North_Dakota": "Beulah Center New_Salem",
      "Antarctica": "Macquarie McMurdo South_Pole",
      "Arctic": "Longyearbyen",
      "Asia": "Gaza Hebron Jerusalem Tel_Aviv",
      "Atlantic": "Bermuda Jan_Mayen",
      "Australia": "ACT Adelaide Broken_Hill Canberra Currie Hobart Melbourne NSW South Sydney Tasmania "
        + "Victoria Yancowinna",
      "Canada": "Atlantic Central Eastern Mountain Newfoundland Pacific",
      "Europe": "Amsterdam Andorra Belgrade Berlin Bratislava Brussels Budapest Busingen Chisinau "
        + "Copenhagen Gibraltar Ljubljana Luxembourg Madrid Malta Monaco Oslo Paris Podgorica "
        + "Prague Rome San_Marino Sarajevo Skopje Stockholm Tirane Tiraspol Vaduz Vatican "
        + "Vienna Warsaw Zagreb Zurich",
      "Mexico": "BajaNorte",
      "Pacific": "Auckland Norfolk",
      "US": "Alaska Aleutian Central East-Indiana Eastern Indiana-Starke Michigan Mountain "
        + "Pacific",
    ],
    3: [
      "": "EET",
      "Asia": "Famagusta Nicosia",
      "Europe": "Athens Bucharest Helsinki Kiev Kyiv Mariehamn Nicosia Riga Sofia Tallinn Uzhgorod "
        + "Vilnius Zaporozhye",
    ],
  ]
}
