import Base

/// Rows by key and place, both numbered: a lookup hashes one text, the key, and the rest is indices.
struct PackIndex: Sendable {
    /// One key at one place with one line, class and share: its rows in time order.
    struct Series: Sendable {
        let line: String?
        let cls: String?
        let who: String?
        var rows: [PackRow]
    }

    private(set) var keys: [String: Int] = [:]
    private var places: [String: Int] = [:]
    /// By key, then by place.
    private var table: [[[Series]]] = []

    init(rows: [PackRow]) {
        for row in rows where places[row.at] == nil { places[row.at] = places.count }
        for row in rows { add(row) }
        for key in table.indices {
            for place in table[key].indices {
                for series in table[key][place].indices {
                    table[key][place][series].rows.sort { ($0.start?.days ?? .min, $0.id) < ($1.start?.days ?? .min, $1.id) }
                }
            }
        }
    }

    private mutating func add(_ row: PackRow) {
        let place = places[row.at] ?? 0
        let key = keys[row.key] ?? keys.count
        if key == keys.count {
            keys[row.key] = key
            table.append(Array(repeating: [], count: places.count))
        }
        if let same = table[key][place].firstIndex(where: { $0.line == row.line && $0.cls == row.cls && $0.who == row.who }) {
            table[key][place][same].rows.append(row)
        } else {
            table[key][place].append(Series(line: row.line, cls: row.cls, who: row.who, rows: [row]))
        }
    }

    /// The series of a key at a place that fits, the exact class before the one without a class.
    func series(_ key: Int, _ place: Int, line: String?, cls: String?, who: String?) -> Series? {
        if table[key][place].isEmpty { return nil }
        return series(key, place, line: line, cls: cls, who: who, exact: true) ?? series(key, place, line: line, cls: cls, who: who, exact: false)
    }

    func series(_ key: Int, _ place: Int, line: String?, cls: String?, who: String?, exact: Bool) -> Series? {
        if !exact, cls == nil { return nil }
        return table[key][place].first { $0.cls == (exact ? cls : nil) && $0.line == line && $0.who == who }
    }

    /// The numbers of those of the places that have rows, in their order.
    func numbers(of chain: [String]) -> [Int] { places.isEmpty ? [] : chain.compactMap { places[$0] } }

    /// The places at which a key has a row that fits.
    func places(of key: String, where fits: (PackRow) -> Bool) -> [String] {
        guard let number = keys[key] else { return [] }
        return places.filter { table[number][$0.value].contains { $0.rows.contains(where: fits) } }.map(\.key)
    }

    /// Every row, by key and place.
    var rows: [PackRow] {
        keys.sorted { $0.key < $1.key }.flatMap { key in
            places.sorted { $0.key < $1.key }.flatMap { place in table[key.value][place.value].flatMap(\.rows) }
        }
    }

    /// The place, the places above it, the nation.
    static func chain(_ jurisdiction: String) -> [String] {
        // Bytes, not characters: finding where a character ends costs more than all the rest.
        let code = jurisdiction.utf8.prefix { $0 != UInt8(ascii: "/") }
        guard code.count == 6 else { return ["000000"] }
        var chain: [String] = []
        chain.reserveCapacity(5)
        if code.endIndex != jurisdiction.endIndex { chain.append(jurisdiction) }
        for (length, zeros) in [(6, ""), (4, "00"), (2, "0000")] {
            let place = String(Substring(code.prefix(length))) + zeros
            if place != "000000", chain.last != place { chain.append(place) }
        }
        chain.append("000000")
        return chain
    }
}
