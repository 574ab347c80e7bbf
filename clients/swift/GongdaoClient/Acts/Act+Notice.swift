public import Base
public import Records
public import Wire

/// The steps of a notice that its reader takes.
public enum NoticeStep: String, Sendable, CaseIterable {
    case delivered, opened, read
}

extension Act {
    /// `notice.read`: what was shown, in which language, when (a claim of this device).
    public static func noticeRead(_ notice: Notice, employee: String, step: NoticeStep, lang: String, shownAt: Timestamp) -> Act {
        var members = shown(notice, lang, shownAt)
        members["step"] = .string(step.rawValue)
        return Act("notice.read", members, effects: ladder(notice, employee, step.rawValue, shownAt))
    }

    /// `notice.acknowledge`: known, which is not agreed.
    public static func noticeAcknowledge(_ notice: Notice, employee: String, lang: String, shownAt: Timestamp) -> Act {
        Act(
            "notice.acknowledge", shown(notice, lang, shownAt),
            effects: ladder(notice, employee, ReceiptStatus.acknowledged.rawValue, shownAt))
    }

    /// `notice.dispute`.
    public static func noticeDispute(
        _ notice: Notice, employee: String, reason: String, lang: String, shownAt: Timestamp
    ) -> Act {
        var members = shown(notice, lang, shownAt)
        members["reason"] = .string(reason)
        return Act("notice.dispute", members, effects: ladder(notice, employee, ReceiptStatus.disputed.rawValue, shownAt))
    }

    private static func shown(_ notice: Notice, _ lang: String, _ at: Timestamp) -> JSONObject {
        [
            "id": .string(notice.id), "digest": .string(notice.digest), "lang": .string(lang), "shown_at": .string(at.rfc3339()),
        ]
    }

    /// The receipt of a notice with a person is `<notice>.<employee>`.
    private static func ladder(_ notice: Notice, _ employee: String, _ status: String, _ at: Timestamp) -> [OverlayEffect] {
        let id = "\(notice.id).\(employee)"
        let members: JSONObject = [
            "id": .string(id), "notice": .string(notice.id), "employee": .string(employee), "version": .int(Int64(notice.version)),
            "status": .string(status), "\(status)_at": .string(at.rfc3339()),
        ]
        return [OverlayEffect(.put, "notice_receipt", id, members)]
    }

    /// `notice.issue` with the members of the operation besides `id`.
    public static func noticeIssue(id: String, _ members: JSONObject) -> Act { Act("notice.issue", withID(id, members)) }

    /// `announcement.publish` with the members of the operation besides `id`.
    public static func announcementPublish(id: String, _ members: JSONObject) -> Act { Act("announcement.publish", withID(id, members)) }

    public static func announcementWithdraw(_ id: String) -> Act { Act("announcement.withdraw", ["id": .string(id)]) }

    static func withID(_ id: String, _ members: JSONObject) -> JSONObject {
        JSONObject([("id", .string(id))] + members.map { ($0.0, $0.1) })
    }
}
