package import Base
package import Records
import Wire

/// A step on the ladder of a notice.
package enum LadderEvent: String, CaseIterable, Sendable {
    case deliver, open, read, acknowledge, dispute
    /// The time for an answer ran out.
    case lapse
}

/// The ladder of a notice with one person. Steps may be skipped and repeated, never taken back; silence has an end of its own and is
/// no agreement (E9, E11).
package enum NoticeCase {
    package static let table = StateTable<ReceiptStatus, LadderEvent>(
        "notice",
        [
            .sent: [
                .deliver: .delivered, .open: .opened, .read: .read, .acknowledge: .acknowledged, .dispute: .disputed, .lapse: .noResponse,
            ],
            .delivered: [
                .deliver: .delivered, .open: .opened, .read: .read, .acknowledge: .acknowledged, .dispute: .disputed, .lapse: .noResponse,
            ],
            .opened: [
                .deliver: .opened, .open: .opened, .read: .read, .acknowledge: .acknowledged, .dispute: .disputed, .lapse: .noResponse,
            ],
            .read: [
                .deliver: .read, .open: .read, .read: .read, .acknowledge: .acknowledged, .dispute: .disputed, .lapse: .noResponse,
            ],
            .acknowledged: [
                .deliver: .acknowledged, .open: .acknowledged, .read: .acknowledged, .acknowledge: .acknowledged, .dispute: .disputed,
            ],
            // Acknowledging what one disputes proves knowledge; the dispute stands.
            .disputed: [.deliver: .disputed, .open: .disputed, .read: .disputed, .acknowledge: .disputed, .dispute: .disputed],
            // A late answer counts as what it is; `no_response_at` stays.
            .noResponse: [
                .deliver: .noResponse, .open: .noResponse, .read: .noResponse, .acknowledge: .acknowledged, .dispute: .disputed,
            ],
        ],
        labels: { status in
            switch status {
            case .sent: LocalizedText(zh: "已发出", en: "sent")
            case .delivered: LocalizedText(zh: "已送达", en: "delivered")
            case .opened: LocalizedText(zh: "已打开", en: "opened")
            case .read: LocalizedText(zh: "已阅读", en: "read")
            case .acknowledged: LocalizedText(zh: "已确认知悉", en: "acknowledged")
            case .disputed: LocalizedText(zh: "有异议", en: "disputed")
            case .noResponse: LocalizedText(zh: "未回应", en: "without response")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    package static func receiptID(_ notice: String, _ employee: String) -> String { notice + "." + employee }

    /// The first receipt of a notice with a person.
    package static func sent(_ notice: Notice, to employee: String, at time: Timestamp) -> NoticeReceipt {
        NoticeReceipt(
            id: receiptID(notice.id, employee), employee: employee, notice: notice.id, version: notice.version, digest: notice.digest,
            status: .sent, channel: "app", sentAt: time)
    }
}

/// What a step on the ladder rests on.
package struct LadderFacts: Sendable {
    package var notice: Notice
    package var receipt: Stored<NoticeReceipt>?
    package var employee: String
    /// The handlers' task about a dispute of this notice by this person.
    package var task: Stored<CaseTask>?

    /// A notice that the actor holds: in `t`, or in the own feed. Anything else is 1402.
    package static func load(_ id: String, _ actor: Actor, _ reader: any RecordReader) throws -> LadderFacts {
        guard let me = actor.employee, let notice = try reader.record(Notice.self, id: id),
            notice.feed == .tenant || notice.feed == .employee(me)
        else { throw Refusal.notFound }
        let receiptID = NoticeCase.receiptID(id, me)
        return LadderFacts(
            notice: notice.record, receipt: try reader.record(NoticeReceipt.self, id: receiptID), employee: me,
            task: try reader.record(CaseTask.self, id: Tasks.id(.noticeDispute, receiptID)))
    }

    /// Takes a step: the receipt with its new state and times, written where something changed. Repeats change nothing.
    package func step(
        _ event: LadderEvent, op: String, digest: String, lang: String?, shownAt: Timestamp?, reason: String? = nil, _ env: Environment
    ) throws(Refusal) -> Changes {
        guard digest == notice.digest else {
            throw .rule(
                "notice.digest", zh: "您看到的不是这份通知的原文，请刷新后重试。",
                en: "The text you saw is not the text that was issued; refresh and try again.",
                field: "digest", nearest: .string(notice.digest))
        }
        let before =
            receipt
            ?? Stored(record: NoticeCase.sent(notice, to: employee, at: notice.issuedAt), rev: 0, seq: 0, feed: .employee(employee))
        var record = before.record
        record.status = try NoticeCase.table.step(before, from: record.status, event)
        Self.mark(&record, event, env.now, reason)
        if receipt == nil || record != before.record {
            (record.lang, record.shownAt) = (lang ?? record.lang, shownAt ?? record.shownAt)
            (record.device, record.app) = (env.actor.device, env.actor.app)
            record.history.record(env.entry(op, record.status, reason: reason))
        }
        var changes = Changes()
        if receipt == nil {
            changes.create(record, in: before.feed)
        } else if record != before.record {
            changes.put(record, in: before.feed)
        }
        changes.result = ["id": .string(record.id), "status": .string(record.status.rawValue)]
        return changes
    }

    /// A step proves the ones below it; each keeps its first time.
    private static func mark(_ record: inout NoticeReceipt, _ event: LadderEvent, _ now: Timestamp, _ reason: String?) {
        let steps: [LadderEvent] =
            switch event {
            case .deliver: [.deliver]
            case .open: [.deliver, .open]
            case .read: [.deliver, .open, .read]
            case .acknowledge, .dispute: [.deliver, .open, .read, event]
            case .lapse: [.lapse]
            }
        for step in steps {
            switch step {
            case .deliver: record.deliveredAt = record.deliveredAt ?? now
            case .open: record.openedAt = record.openedAt ?? now
            case .read: record.readAt = record.readAt ?? now
            case .acknowledge: record.acknowledgedAt = record.acknowledgedAt ?? now
            case .dispute:
                record.disputedAt = record.disputedAt ?? now
                record.disputeReason = reason
            case .lapse: record.noResponseAt = now
            }
        }
    }
}
