package import Base
package import Records
package import Wire

/// `override.set`: from a day on the tenant's own value stands in place of the packs' in every calculation, marked as such. What is
/// below the law's least is not refused - a court may have to see it - but every answer says so.
package enum OverrideSet: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var key: String
        package var place: String
        package var line: String?
        package var cls: String?
        package var who: String?
        package var value: JSON
        package var fromDate: LocalDate
        package var untilDate: LocalDate?
        package var reason: String
        package var source: String

        enum CodingKeys: String, CodingKey {
            case id, key, place, line, who, value, reason, source
            case cls = "class"
            case fromDate = "from_date"
            case untilDate = "until_date"
        }
    }

    package static let op = "override.set"
    package static let area = "statute"
    package static let roles: Set<Role> = [.hr, .admin]
    package static let secrecy = Secrecy.open
    package static let arguments: [Column] = [
        .text("id", "id of the new value, 11 characters"), .text("key", "key of the rule packs"),
        .text("place", "six digits of GB/T 2260, with /pool where a pool is no district; 000000: everywhere"),
        .text("line", optional: true, "insurance line, where the key has one"), .text("class", optional: true, "class, where the key has one"),
        .text("who", optional: true, "whose share, where the key has one"),
        .open("value", "the value as a pack writes it, {\"fen\":252000}"), .date("from_date", "first day for which it holds"),
        .date("until_date", optional: true, "last day; open unless stated"), .text("reason", "why, ≤ 500 bytes"),
        .text("source", "where the value comes from, ≤ 500 bytes"),
    ]
    package static let meaning = LocalizedText(
        zh: "设定单位自定值：自某日起替代规则库的值，计算结果中标明；低于法定标准的，另行标明。",
        en: "Sets a value of the tenant's own: from a day on it stands in place of the packs', and every answer marks it; one below "
            + "what the law gives is marked as that.")
    package static let example: JSON = [
        "id": "V1aBcDeFgHi", "key": "policy_ppm", "place": "000000", "class": "leave_pay_over_10_days", "value": ["ppm": 750_000],
        "from_date": "2026-01-01", "reason": "员工手册修订", "source": "《员工手册》（2026版）第二十一条，职代会2025-12-10通过",
    ]

    package static func load(_ a: Arguments, _: Actor, _ reader: any RecordReader) throws -> [StatuteOverride] {
        guard try !reader.isTaken(StatuteOverride.schema, id: a.id) else { throw Refusal.idTaken }
        return try OverrideCase.all(reader)
    }

    package static func decide(_ a: Arguments, _ others: [StatuteOverride], _ env: Environment) throws(Refusal) -> Changes {
        try Check.newID(a.id)
        try Check.text(a.reason, "reason", 1...500)
        try Check.text(a.source, "source", 1...500)
        if let until = a.untilDate { try Check.period(a.fromDate, until, fields: ("from_date", "until_date"), days: 366 * 50) }
        guard others.count < Limits.statuteOverrides else {
            throw .rule("override.too_many", zh: "单位自定值已达上限。", en: "No more values of one's own fit.")
        }
        var own = StatuteOverride(
            id: a.id, key: a.key, place: a.place, line: a.line, cls: a.cls, who: a.who, value: a.value, fromDate: a.fromDate,
            untilDate: a.untilDate, reason: a.reason, source: a.source, status: .inForce, setBy: env.actor.name, setAt: env.now)
        try OverrideCase.check(own)
        try OverrideCase.checkAlone(own, among: others)
        own.history.record(env.entry(op, own.status, reason: a.reason))
        var changes = Changes()
        changes.create(own, in: .tenant)
        changes.result = ["id": .string(a.id), "marks": .array(OverrideCase.marks(own).map(JSON.string))]
        return changes
    }
}
