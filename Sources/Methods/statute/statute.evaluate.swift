internal import Base
internal import Casework
package import Records
internal import Statute
internal import Tenancy
package import Wire

/// `statute.evaluate`: the law as a pure function, for any client. The question is the vocabulary of `protocol/statute/facts.md`, the
/// same as in `gongdao statute evaluate`; nothing of it is stored, and equal questions have equal answers.
package enum StatuteEvaluateMethod: Method {
    package static let name = "statute.evaluate"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "依法计算：给出事实，回答金额、公式与条文；不保存任何内容；单位自定值自动适用并标明。",
        en: "What the law gives: facts in; amounts, formulas and articles out. Nothing is stored. "
            + "Values of the tenant's own (`override.set`) are used and marked. Facts, item codes and the form of the answer: [facts](../statute/facts.md).")
    package static let params = Shape.object([
        .optional(
            "jurisdiction", .text(200),
            "six digits of GB/T 2260, with `/pool` where a pool is no district; 000000: national rules only; required, here or in `facts`"),
        .optional("as_of", .text(10), "the day on which the question is asked, for no clock is read; required, here or in `facts`"),
        .optional("facts", .any, "an object of facts; a name the vocabulary does not know is refused with its path; required unless `case` stands"),
        .optional("ask", .list(.text(64), 64), "item codes; absent or empty: all that follow from the facts"),
        .optional("overrides", .any, "own dated values of pack keys; they win over the packs and are marked `tenant` in the answer"),
        .optional(
            "variants",
            .list(.object([Field("name", .text(200), "how its lines are marked"), Field("facts", .any, "facts laid over the others")]), 16),
            "alternatives answered beside the question (insured or not, two end dates)"),
        .optional("case", .any, "where an injury case stands and what is to be tried on it ([states](../statute/states.md))"),
    ])
    package static let result = Shape.object([
        Field("items", .list(.object(item), 65_536), "one line each"),
        Field(
            "missing",
            .list(
                .object([
                    Field("code", .text(64), "the item that could not be computed"), Field("name", .text(200), "fact or `overrides.KEY`"),
                    Field("one_of", .list(.text(200), 32), "this name and those that would do as well: any one of them is enough"),
                    Field(
                        "how", .object([Field("zh", .text(2_048), "Chinese"), Field("en", .text(2_048), "English")]), "how to supply it"),
                ]), 65_536), "what stops an item"),
        Field("warnings", .list(.text(512), 4_096), "of the whole answer"),
        .optional("case", .any, "of a question with `case`: what was applied or refused, and which acts are open or closed, with the reason"),
    ])
    private static let item: [Field] = [
        Field("code", .text(64), "item code"),
        Field("measure", .word(Measure.allCases.map(\.rawValue)), "what the amount is"),
        Field("payer", .nullable(.word(Payer.allCases.map(\.rawValue))), "who owes it"),
        .optional("line", .text(64), "insurance line, of contributions"),
        Field("amount_fen", .nullable(.int(-JSON.maxInt...JSON.maxInt)), "rounded once, half up; null where only a range or a date is known"),
        Field("low_fen", .nullable(.int(-JSON.maxInt...JSON.maxInt)), "lower end of a range"),
        Field("high_fen", .nullable(.int(-JSON.maxInt...JSON.maxInt)), "upper end"),
        Field("from", .nullable(.text(10)), "first day, of recurring items and dates"), Field("to", .nullable(.text(10)), "last day"),
        Field("period", .any, "{from, to} of the part of the question it covers, or null"),
        Field("formula", .text(65_536), "reading and computing it gives the amount"),
        Field("inputs", .list(.any, 65_536), "{name, value, from: input, pack or tenant}"),
        Field("basis", .list(.text(64), 64), "articles"), Field("packs", .list(.text(512), 4_096), "rows of the packs that were used"),
        Field("confidence", .text(32), "of the weakest value used"),
        Field("variant", .nullable(.text(256)), "null: the answer; else a named alternative"),
        Field("warnings", .list(.text(512), 4_096), "limits that could not be tested, open questions of law"),
    ]
    package static let example: JSON = [
        "jurisdiction": "000000", "as_of": "2024-06-30", "ask": ["lump_disability"],
        "facts": ["grade": 9, "coverage": "insured", "own_wage_monthly_fen": 600_000],
    ]

    /// The members of a question; others are ignored here as everywhere in parameters (protocol §1), while inside `facts` they are refused.
    private static let members = ["jurisdiction", "as_of", "facts", "ask", "overrides", "variants", "case"]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Methods.Answer {
        var question: [(String, JSON)] = []
        for name in members {
            if let member = call.params?[name] { question.append((name, member.json)) }
        }
        let answer = try await c.services.statute.answer(.object(JSONObject(question)), own: try await ownValues(c))
        if let fault = answer.fault {
            let data: JSON = ["field": .string(fault.path), "reason": .string(fault.reason.rawValue), "expected": .string(fault.expected)]
            throw RPCError(.invalidParams, data: data)
        }
        return Methods.Answer(bytes: answer.bytes(withID: false))
    }

    /// The tenant's own values that count for some day (`override.set`).
    private static func ownValues(_ c: Context) async throws(RPCError) -> [JSONObject] {
        let partition = try await c.partition()
        do {
            return try await partition.readOnPool { try OverrideCase.all($0).filter(\.isUsed).map(\.entry) }
        } catch {
            throw (error as? RPCError) ?? RPCError(.internalError)
        }
    }
}
