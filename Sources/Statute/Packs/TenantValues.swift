import Base
package import Wire

/// A tenant's own dated values: `{"min_wage":[{"from":"2026-01-01","to":null,"value":252000}], …}`.
///
/// Each entry may also name `at` (else: the place asked), `line`, `class`, `who`, `document` and `note`. `value` is either written as in a
/// pack (`{"fen":252000}`) or as a bare whole number where the key has one numeric kind. The rows carry pack `tenant`, tag P.
package enum TenantValues {
    package static func rows(_ overrides: JSON, at jurisdiction: String) throws(PackError) -> [PackRow] {
        guard let object = overrides.objectValue else {
            throw PackError(.syntax, file: "overrides", line: 1, "an object of keys is expected")
        }
        var all: [LoadedRow] = []
        for (index, (key, entries)) in object.enumerated() {
            guard PackSchema.rule(key) != nil else {
                throw PackError(.unknownKey, file: "overrides", line: index + 1, row: key, "\"\(key)\" is no key of the schema")
            }
            guard let list = entries.arrayValue else {
                throw PackError(.malformed, file: "overrides", line: index + 1, row: key, "a list of {from, to, value} is expected")
            }
            for entry in list {
                guard let members = entry.objectValue else {
                    throw PackError(.malformed, file: "overrides", line: index + 1, row: key, "an entry must be an object")
                }
                var reader = RowReader(
                    object: completed(members, key: key, at: jurisdiction), place: .init(file: "overrides", line: index + 1),
                    pack: "tenant", sources: nil)
                all += try reader.rows().map { LoadedRow(row: $0, file: "overrides", line: index + 1) }
            }
        }
        // A tenant may state single years; holes between them are answered by the packs.
        if let wrong = PackChecks.run(all).first(where: { $0.code != .gap }) { throw wrong }
        return all.map(\.row)
    }

    /// The `overrides` of stored values, each an entry with its `key`. What this program can make nothing of - a key it no longer knows, a
    /// second value for the same day - is left out and named: a stored value must not keep the others' questions from being answered.
    package static func overrides(_ entries: [JSONObject]) -> (json: JSON, unusable: [String]) {
        var all = JSONObject()
        var unusable: [String] = []
        for entry in entries {
            guard let key = entry["key"]?.stringValue else { continue }
            var value = entry
            value["key"] = nil
            let before = all[key]
            all[key] = .array((before?.arrayValue ?? []) + [.object(value)])
            if (try? rows(.object(JSONObject([(key, all[key] ?? .null)])), at: "000000")) != nil { continue }
            all[key] = before
            if !unusable.contains(key) { unusable.append(key) }
        }
        return (.object(all), unusable)
    }

    /// One stored value as a row of a pack, or why it can be none.
    package static func row(_ entry: JSONObject) throws(PackError) -> PackRow? {
        guard let key = entry["key"]?.stringValue else { return nil }
        var value = entry
        value["key"] = nil
        return try rows(.object(JSONObject([(key, .array([.object(value)]))])), at: "000000").first
    }

    /// Standing values with a question's own over them: a key that the question states is the question's alone.
    package static func joined(_ own: JSON?, over standing: JSON?) -> JSON? {
        guard let standing else { return own }
        guard case .object(let mine)? = own, case .object(var all) = standing else { return own ?? standing }
        for key in mine.keys { all[key] = mine[key] }
        return .object(all)
    }

    /// The entry as a full pack row.
    private static func completed(_ members: JSONObject, key: String, at jurisdiction: String) -> JSONObject {
        var row = members
        row["key"] = .string(key)
        if row["at"] == nil { row["at"] = .string(jurisdiction) }
        if row["confidence"] == nil { row["confidence"] = "one_source" }
        if row["tag"] == nil { row["tag"] = "P" }
        if let number = row["value"]?.intValue, let rule = PackSchema.rule(key) {
            let numeric = rule.kinds.intersection([.fen, .ppm, .monthsX10, .number])
            if numeric.count == 1, let kind = numeric.first { row["value"] = .object(JSONObject([(kind.rawValue, .int(number))])) }
        }
        return row
    }
}
