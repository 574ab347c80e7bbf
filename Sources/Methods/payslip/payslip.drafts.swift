internal import Base
package import Casework
internal import Evidence
package import Records
internal import Tenancy
package import Wire

/// `payslip.drafts`: slips that wait to be published. They lie in nobody's feed, so that nobody's device holds what is not out yet;
/// who may publish them asks for them here, and the reading is logged before the answer (why.md B19).
package enum PayslipDraftsMethod: Method {
    package static let name = "payslip.drafts"
    package static let needs = Need.session
    package static let roles: Set<Role> = [.hr, .finance]
    package static let meaning = LocalizedText(zh: "列出待发布的工资条草稿；查看留痕。", en: "Drafts of pay slips that wait to be published; reading them is logged.")
    package static let params = Shape.object([
        .optional("period", .text(7), "only of this wage month, YYYY-MM"), .optional("after", .id, "continue behind this id"),
    ])
    package static let result = Shape.object([
        Field(
            "drafts",
            .list(
                .object([
                    Field("id", .id, "the draft"), Field("period", .text(7), "wage month"),
                    .optional("payroll_run", .name, "of a supplementary slip: its run"), Field("employee", .id, "employee id"),
                    Field("staff_no", .id, "staff number"), Field("name", .name, "the person's name"),
                    Field("net_pay", .count, "what is paid out, in fen"), .optional("corrects", .id, "the published slip that it corrects"),
                ]), 200), "by id"),
        Field("more", .bool, "the search is not at its end"), .optional("after", .id, "where to go on"),
    ])
    package static let example: JSON = ["period": "2026-10"]

    /// As many as one `payslip.publish` takes; and how many are looked at for one answer.
    fileprivate static let page = 200
    fileprivate static let scanned = 5_000

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let period = call.params?["period"]?.string
        if let period, LocalDate(period + "-01") == nil { throw .params(field: "period", reason: "value") }
        let after = call.params?["after"]?.string
        let (partition, principal) = (try await c.partition(), try c.principal())
        do {
            let answer = try await partition.system(name) { writer -> JSON in
                let (drafts, last) = try writer.drafts(period: period, after: after)
                try writer.access(name, principal, .payroll, reads: drafts.map { ($0.employee, "payslip/" + $0.id) })
                var members: JSONObject = ["drafts": .array(try drafts.map { try row($0, writer) }), "more": .bool(last != nil)]
                if let last { members["after"] = .string(last) }
                return .object(members)
            }
            return Answer(bytes: answer.bytes)
        } catch {
            throw (error as? RPCError) ?? RPCError(.unavailable)
        }
    }

    private static func row(_ slip: Payslip, _ reader: PartitionReader) throws -> JSON {
        let person = try reader.record(Employee.self, id: slip.employee)?.record
        var members: [(String, JSON)] = [
            ("id", .string(slip.id)), ("period", .string(slip.period)), ("employee", .string(slip.employee)),
            ("staff_no", .string(person?.staffNo ?? "")), ("name", .string(person?.fullName ?? "")), ("net_pay", .int(slip.netPay.fen)),
        ]
        if let run = slip.payrollRun { members.append(("payroll_run", .string(run))) }
        if let old = slip.amendedFrom { members.append(("corrects", .string(old))) }
        return .object(JSONObject(members))
    }
}

extension PartitionReader {
    /// Drafts of the pay feed by id, behind `after`; also the last id looked at, where the search is not at its end.
    fileprivate func drafts(period: String?, after: String?) throws -> (drafts: [Payslip], last: String?) {
        var found: [Payslip] = []
        var seen = 0
        var last: String?
        try scan(Payslip.self, in: .pay, after: after) { slip in
            guard found.count < PayslipDraftsMethod.page, seen < PayslipDraftsMethod.scanned else { return false }
            seen += 1
            last = slip.id
            if slip.status == .draft, period == nil || slip.period == period { found.append(slip) }
            return true
        }
        let isFull = found.count == PayslipDraftsMethod.page || seen == PayslipDraftsMethod.scanned
        return (found, isFull ? last : nil)
    }
}
