package import Records
import Wire

/// What can happen to a pay slip.
package enum PayslipEvent: String, CaseIterable, Sendable {
    case publish, correct, cancel, withhold, release
}

/// What a person may say of a pay slip, as events on the answer.
package enum AnswerEvent: String, CaseIterable, Sendable {
    case see, agree, dispute
}

package enum PayslipCase {
    package static let table = StateTable<PayslipStatus, PayslipEvent>(
        "payslip",
        [
            .draft: [.publish: .published, .cancel: .cancelled, .withhold: .withheld],
            .withheld: [.release: .draft, .cancel: .cancelled],
            .published: [.correct: .corrected, .cancel: .cancelled],
        ],
        labels: { status in
            switch status {
            case .draft: LocalizedText(zh: "草稿", en: "a draft")
            case .published: LocalizedText(zh: "已发布", en: "published")
            case .corrected: LocalizedText(zh: "已更正", en: "corrected by a newer one")
            case .cancelled: LocalizedText(zh: "已作废", en: "cancelled")
            case .withheld: LocalizedText(zh: "暂缓", en: "withheld")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// Silence stays `none`; having seen is no agreement, and nothing turns an answer back into silence (B5, E11).
    package static let answers = StateTable<PayslipAnswer, AnswerEvent>(
        "payslip_answer",
        [
            .none: [.see: .seen, .agree: .agreed, .dispute: .disputed],
            .seen: [.see: .seen, .agree: .agreed, .dispute: .disputed],
            .agreed: [.see: .agreed, .agree: .agreed, .dispute: .disputed],
            .disputed: [.see: .disputed, .agree: .agreed, .dispute: .disputed],
        ],
        labels: { answer in
            switch answer {
            case .none: LocalizedText(zh: "未答复", en: "unanswered")
            case .seen: LocalizedText(zh: "已查看", en: "seen")
            case .agreed: LocalizedText(zh: "已同意", en: "agreed")
            case .disputed: LocalizedText(zh: "有异议", en: "disputed")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })
}
