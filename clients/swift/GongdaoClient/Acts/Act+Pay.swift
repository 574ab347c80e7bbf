public import Records
internal import Wire

extension Act {
    /// `payslip.answer`: seen, agreed, or disputed with the line in question. No answer is not agreement.
    public static func payslipAnswer(_ id: String, version: Int, _ answer: PayslipAnswer, line: String?, note: String?) -> Act {
        var members: JSONObject = ["id": .string(id), "version": .int(Int64(version)), "answer": .string(answer.rawValue)]
        var shown: JSONObject = ["answer": .string(answer.rawValue)]
        if let line {
            members["line"] = .string(line)
            shown["disputed_line"] = .string(line)
        }
        if let note {
            members["note"] = .string(note)
            shown["answer_note"] = .string(note)
        }
        return Act("payslip.answer", members, effects: [OverlayEffect(.set, "payslip", id, shown)])
    }

    /// `payslip.publish` of drafts; corrections need a reason.
    public static func payslipPublish(_ ids: [String], reason: String?) -> Act {
        var members: JSONObject = ["ids": .array(ids.map(JSON.string))]
        if let reason { members["reason"] = .string(reason) }
        return Act("payslip.publish", members)
    }
}
