import Base
import Records

/// What only the whole file tells, found in a first pass: rows that repeat others, and whose staff numbers the file has.
/// Costs about 24 bytes a row, and nothing of the rows themselves.
package struct ImportScan: Sendable {
    private struct Seen {
        var key: UInt64
        var content: UInt64
        var day: Int32
        var row: Int32
    }

    package private(set) var rows = 0
    /// The number of the last row.
    package private(set) var lastRow = 0
    /// Row → the earlier row it is equal to in every cell.
    private var equal: [Int: Int] = [:]
    /// Row → 2, 3, … among the rows with its staff number.
    private var ordinals: [Int: Int] = [:]
    /// Row → another row with the same key: the earlier one, for the first of several that differ the next one.
    private var repeated: [Int: Int] = [:]
    /// Hashes of the keys, sorted.
    private var keys: [UInt64] = []

    /// Reads the file to its end.
    package init(_ reader: inout RowReader) throws {
        var seen: [Seen] = []
        let numbers = reader.parser.profile.fills.contains(.repeatedStaffNumbers)
        while let row = try reader.next() {
            rows += 1
            lastRow = row.number
            // Rows that will be refused repeat nobody.
            guard let draft = try? reader.parser.draft(row) else { continue }
            let content = StableHash.of(row.cells.joined(separator: "\u{1F}"))
            var day: Int32 = 0
            if case .person(let person) = draft { day = person.joined?.days ?? 0 }
            seen.append(Seen(key: StableHash.of(draft.key), content: content, day: day, row: Int32(row.number)))
        }
        if reader.parser.profile.mergesIdenticalRows { seen = mergeEqual(seen) }
        number(seen, gives: numbers)
    }

    private mutating func mergeEqual(_ all: [Seen]) -> [Seen] {
        var kept: [Seen] = []
        let sorted = all.sorted { ($0.content, $0.row) < ($1.content, $1.row) }
        for seen in sorted {
            if let last = kept.last, last.content == seen.content { equal[Int(seen.row)] = Int(last.row) } else { kept.append(seen) }
        }
        return kept
    }

    private mutating func number(_ all: [Seen], gives numbers: Bool) {
        var first: Seen?
        var count = 0
        let sorted = all.sorted { numbers ? ($0.key, $0.day, $0.row) < ($1.key, $1.day, $1.row) : ($0.key, $0.row) < ($1.key, $1.row) }
        for seen in sorted {
            if let before = first, before.key == seen.key {
                count += 1
                if numbers {
                    ordinals[Int(seen.row)] = count
                } else {
                    repeated[Int(seen.row)] = Int(before.row)
                    // Which of two that differ is meant is not guessed: neither is taken.
                    if seen.content != before.content { repeated[Int(before.row)] = repeated[Int(before.row)] ?? Int(seen.row) }
                }
            } else {
                (first, count) = (seen, 1)
                keys.append(seen.key)
            }
        }
    }

    /// Whether the file has a row with this key.
    package func has(_ key: String) -> Bool {
        let hash = StableHash.of(key)
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == hash
    }

    /// A row as a draft, with what the scan knows of it; nil and a note for a row that is another one again.
    package func draft(_ row: CSVReader.Row, _ parser: RowParser) throws(RowRefusal) -> (draft: Draft?, note: RowIssue?) {
        if let earlier = equal[row.number] {
            let hint = LocalizedText(zh: "与第\(earlier)行完全相同，作为一行处理。", en: "The same as row \(earlier) in every cell; taken once.")
            return (nil, RowIssue(row: row.number, code: "identical_row", kind: .note, hint: hint))
        }
        var draft = try parser.draft(row)
        if let earlier = repeated[row.number] {
            let hint = LocalizedText(zh: "第\(earlier)行是同一记录，内容不同时两行都不导入。", en: "Row \(earlier) is the same record; where they differ, neither is taken.")
            let value = FieldText.masked(draft.staffNo)
            throw RowRefusal(issue: RowIssue(row: row.number, column: parser.map.heading(of: .staffNo), value: value, code: "repeated", hint: hint))
        }
        guard let ordinal = ordinals[row.number], case .person(let person) = draft else { return (draft, nil) }
        draft = try parser.draft(row, staffNo: "\(person.staffNo)-\(ordinal)")
        return (draft, nil)
    }
}
