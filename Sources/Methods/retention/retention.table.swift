internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `retention.table`: how long what is kept, from which event, on which ground.
package enum RetentionTableMethod: Method {
    package static let name = "retention.table"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .auditor, .admin]
    package static let meaning = LocalizedText(zh: "保存期限表：各类记录保存多久、依据何在。", en: "The retention table: how long what is kept, and why.")
    package static let errors: [ErrorCode] = [.forbidden, .stepUp]
    package static let result = Shape.object([
        Field(
            "rules",
            .list(
                .object([
                    Field("collection", .id, "what"), Field("months", .count, "kept at least so many months"),
                    Field("event", .word(RetentionEvent.allCases.map(\.rawValue)), "from which event"),
                    Field("basis", .object([Field("zh", .text(1024), "Chinese"), Field("en", .text(1024), "English")]), "the provision"),
                    Field("confidence", .word(RetentionConfidence.allCases.map(\.rawValue)), "how sure the period is"),
                ]), 100), "what is not listed is never deleted by retention"),
        Field("access_months", .count, "records of access to others' data are kept so long (PIPL 56)"),
    ])

    package static func handle(_: Call, _: Context) async throws(RPCError) -> Answer {
        let rules = RetentionTable.rules.map { rule -> JSON in
            [
                "collection": .string(rule.collection), "months": .int(Int64(rule.months)), "event": .string(rule.event.rawValue),
                "basis": ["zh": .string(rule.basis.zh), "en": .string(rule.basis.en)], "confidence": .string(rule.confidence.rawValue),
            ]
        }
        let answer: JSON = ["rules": .array(rules), "access_months": .int(Int64(RetentionTable.accessMonths))]
        return Answer(bytes: answer.bytes)
    }
}
