package import Records
package import Wire

/// `payslip.answer`: seen, agreed or disputed, of one version of one's own slip; a dispute may be pinned to a line (B5, B6).
package enum PayslipAnswerCommand: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var version: Int
        package var answer: PayslipAnswer
        package var line: String?
        package var note: String?
    }

    package struct Facts: Sendable {
        package var slip: Stored<Payslip>
        package var task: Stored<CaseTask>?
        /// Where disputes of pay go.
        package var queue: Feed
    }

    package static let op = "payslip.answer"
    package static let area = "pay"
    package static let roles: Set<Role> = [.employee]
    package static let secrecy = Secrecy.pay
    package static let leaversMay = true
    package static let arguments: [Column] = [
        .text("id", "the slip"), .int("version", "its version, as shown"),
        .word("answer", PayslipAnswer.self, "seen, agreed or disputed"),
        .text("line", optional: true, "the line in dispute"), .text("note", optional: true, "the person's words, ≤ 2,000 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "答复工资条：已查看、同意或有异议。", en: "Answers a pay slip: seen, agreed or disputed.")
    package static let example: JSON = ["id": "24", "version": 1, "answer": "disputed", "line": "3", "note": "加班少算两小时"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts {
        Facts(
            slip: try People.ownRecord(Payslip.self, a.id, actor, reader),
            task: try reader.record(CaseTask.self, id: Tasks.id(.payslipDispute, a.id)),
            queue: try reader.holders(of: .finance).isEmpty ? .hr : .finance)
    }

    package static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes {
        let event = try event(a.answer)
        try Check.text(a.note, "note")
        let before = facts.slip.record
        guard before.status == .published || before.status == .corrected && event == .see, a.version == before.version else {
            throw Refusal.moved(
                facts.slip, "payslip.not_current", zh: "这不是现行版本的工资条，请查看更正后的版本。",
                en: "This is not the version in force; see the corrected one.")
        }
        if event == .dispute { try pinned(a, before) }
        var slip = before
        slip.answer = try PayslipCase.answers.step(facts.slip, from: before.answer, event)
        switch event {
        case .see: slip.seenAt = slip.seenAt ?? env.now
        case .agree: slip.agreedAt = before.answer == .agreed ? slip.agreedAt : env.now
        case .dispute:
            slip.disputedAt = before.answer == .disputed ? slip.disputedAt : env.now
            slip.disputedLine = a.line
        }
        if event != .see { slip.answerNote = a.note }
        var changes = Changes()
        changes.result = ["id": .string(slip.id), "answer": .string(slip.answer.rawValue)]
        guard slip != before else { return changes }
        slip.history.record(env.entry(op, slip.answer, reason: a.note))
        changes.put(slip, in: facts.slip.feed)
        if event == .dispute {
            Tasks.open(
                .payslipDispute, about: Payslip.self, slip.id, in: facts.queue, due: Deadlines.after(Deadlines.disputeDays, env.today),
                existing: facts.task, env, &changes)
        } else if event == .agree {
            Tasks.close(facts.task, .complete, env, &changes)
        }
        return changes
    }

    private static func event(_ answer: PayslipAnswer) throws(Refusal) -> AnswerEvent {
        switch answer {
        case .seen: return .see
        case .agreed: return .agree
        case .disputed: return .dispute
        case .none, .other:
            throw .invalid(
                "answer", "payslip.answer_word", zh: "答复应为已查看、同意或有异议。", en: "Answer seen, agreed or disputed.", nearest: "seen")
        }
    }

    private static func pinned(_ a: Arguments, _ slip: Payslip) throws(Refusal) {
        if let line = a.line {
            guard slip.lines.contains(where: { $0.line == line }) else {
                throw .invalid(
                    "line", "payslip.no_line", zh: "工资条上没有这一行。", en: "The slip has no such line.",
                    nearest: .array(slip.lines.map { .string($0.line) }))
            }
        } else if a.note == nil {
            throw .invalid("note", "payslip.dispute_what", zh: "请指明有异议的行或写明理由。", en: "Name the line in dispute, or say what is wrong.")
        }
    }
}
