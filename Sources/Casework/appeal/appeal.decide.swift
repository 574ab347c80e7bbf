import Base
package import Records
package import Wire

/// `appeal.decide`: the decision with its reasons, served by a notice that names the next remedy. Never by the person appealed
/// against, those near them, the person who raised it, nor, at the second level, whoever decided the first (H3, H5, H6).
package enum AppealDecide: Command {
    package struct Arguments: Codable, Sendable {
        package var id: String
        package var outcome: AppealOutcome
        package var reasons: String
        package var cause: String?
    }

    package static let op = "appeal.decide"
    package static let area = "appeal"
    package static let roles: Set<Role> = [.hr, .auditor]
    package static let secrecy = Secrecy.private
    package static let arguments: [Column] = [
        .text("id", "the appeal"), .word("outcome", AppealOutcome.self, "the decision"), .text("reasons", "its reasons, ≤ 8,000 bytes"),
        .text("cause", optional: true, "cause that was found, ≤ 2,000 bytes"),
    ]
    package static let meaning = LocalizedText(zh: "对申诉作出决定。", en: "Decides an appeal.")
    package static let example: JSON = ["id": "P5aBcDeFgHi", "outcome": "upheld", "reasons": "考勤记录显示周末加班两小时，应补发。", "cause": "排班系统漏记"]

    package static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> AppealFacts {
        try AppealFacts.load(a.id, actor, reader)
    }

    package static func decide(_ a: Arguments, _ facts: AppealFacts, _ env: Environment) throws(Refusal) -> Changes {
        try Check.word(a.outcome, "outcome")
        try Check.text(a.reasons, "reasons", 1...8000)
        try Check.text(a.cause, "cause")
        var appeal = facts.appeal.record
        try Decision.notOwn(env.actor, applicant: appeal.raisedBy)
        appeal.status = try AppealCase.table.step(facts.appeal, from: appeal.status, .decide)
        let isLast = appeal.level >= AppealCase.levels || a.outcome == .upheld
        (appeal.outcome, appeal.resolutionDetail, appeal.cause) = (a.outcome, a.reasons, a.cause)
        (appeal.resolutionDate, appeal.resolvedBy) = (env.today, env.actor.employee)
        appeal.appealUntil = isLast ? nil : Deadlines.after(Deadlines.appealNextLevelDays, env.today)
        let remedy = remedy(appeal)
        appeal.nextRemedy = remedy.zh
        appeal.history.record(env.entry(op, appeal.status, reason: a.reasons))
        var changes = Changes()
        changes.put(appeal, in: facts.appeal.feed)
        try serve(appeal, a, remedy, env, &changes)
        Tasks.close(facts.task, .complete, env, &changes)
        changes.result = AppealFacts.result(appeal)
        return changes
    }

    /// Where to go next: the other level here, or arbitration within a year of the dispute (LDA 27).
    private static func remedy(_ appeal: Appeal) -> LocalizedText {
        if let until = appeal.appealUntil {
            return LocalizedText(
                zh: "不服本决定的，可在\(until)前向上一级申诉，由他人处理；也可依法申请劳动仲裁（时效一年）。",
                en: "You may take this to the next level, before another person, until \(until); or to labour arbitration within one year.")
        }
        return LocalizedText(
            zh: "不服本决定的，可依法申请劳动仲裁（时效一年）。", en: "You may go to labour arbitration within one year.")
    }

    private static func serve(
        _ appeal: Appeal, _ a: Arguments, _ remedy: LocalizedText, _ env: Environment, _ changes: inout Changes
    ) throws(Refusal) {
        let texts = [
            NoticeText(lang: "zh-Hans", title: "申诉决定：\(appeal.subject)", body: "决定：\(word(a.outcome).zh)\n理由：\(a.reasons)\n\(remedy.zh)"),
            NoticeText(
                lang: "en", title: "Decision on your appeal: \(appeal.subject)",
                body: "Decision: \(word(a.outcome).en)\nReasons: \(a.reasons)\n\(remedy.en)"),
        ]
        try PersonalNotice.send(
            kind: .decision, texts, requires: .acknowledgement, to: appeal.raisedBy, about: Appeal.self, appeal.id,
            due: Deadlines.after(Deadlines.appealNextLevelDays, env.today), env, &changes)
    }

    private static func word(_ outcome: AppealOutcome) -> LocalizedText {
        switch outcome {
        case .upheld: LocalizedText(zh: "支持", en: "upheld")
        case .partlyUpheld: LocalizedText(zh: "部分支持", en: "partly upheld")
        case .rejected: LocalizedText(zh: "不予支持", en: "rejected")
        case .inadmissible: LocalizedText(zh: "不予受理", en: "inadmissible")
        case .other: LocalizedText(zh: "未知", en: "unknown")
        }
    }
}
