import Base
package import Records
import Statute
import Wire

/// What holds for a tenant's own values: a pack could hold them, and no two of one name cover the same day.
package enum OverrideCase {
    /// All own values of the tenant, withdrawn ones too.
    package static func all(_ reader: any RecordReader) throws -> [StatuteOverride] {
        try reader.records(StatuteOverride.self, in: .tenant, limit: Limits.statuteOverrides + 1).map(\.record)
    }

    /// Refuses a value that no pack could hold.
    static func check(_ own: StatuteOverride) throws(Refusal) {
        guard own.value.objectValue != nil else {
            throw .invalid("value", "override.value", zh: "值应写成规则库的写法，如 {\"fen\":252000}。", en: "A value is written as in a pack, {\"fen\":252000}.")
        }
        do throws(PackError) {
            _ = try TenantValues.row(own.entry)
        } catch {
            throw .invalid(
                "value", "override.value", zh: "规则库不能容纳这个值：\(error.message)", en: "No rule pack could hold this: \(error.message)")
        }
    }

    /// Refuses two values of one name for the same day: which of them holds would be nobody's decision.
    static func checkAlone(_ own: StatuteOverride, among others: [StatuteOverride]) throws(Refusal) {
        let rival = others.first { other in
            other.id != own.id && other.isUsed && (other.key, other.place) == (own.key, own.place)
                && (other.line, other.cls, other.who) == (own.line, own.cls, own.who) && overlap(other, own)
        }
        guard let rival else { return }
        throw .rule(
            "override.overlap", zh: "同一项目在这些日期已有单位自定值（\(rival.id)），请先结束它。",
            en: "A value of the same name covers these days already (\(rival.id)); end it first.", field: "from_date",
            nearest: rival.untilDate?.adding(days: 1).map { .string($0.description) })
    }

    private static func overlap(_ a: StatuteOverride, _ b: StatuteOverride) -> Bool {
        (a.untilDate.map { b.fromDate <= $0 } ?? true) && (b.untilDate.map { a.fromDate <= $0 } ?? true)
    }

    /// How it stands to the packs on its first day: `own_value:KEY` where it differs, `below_statute:KEY` where a worker gets less.
    static func marks(_ own: StatuteOverride) -> [String] {
        guard let packs = try? RulePacks.embedded(), let row = try? TenantValues.row(own.entry) else { return [] }
        return packs.place(own.place).mark(of: row, on: own.fromDate).map { [$0] } ?? []
    }
}
