public import Base
public import Records
internal import Wire

/// What an employee asks for when asking for leave; the members of `leave.request`.
public struct LeaveWish: Sendable, Equatable {
    public var type: LeaveType
    public var from: LocalDate
    public var to: LocalDate
    /// `pm`: begins at noon of the first day.
    public var fromHalf: DayHalf?
    /// `am`: ends at noon of the last day.
    public var toHalf: DayHalf?
    /// `HH:MM`, for leave in hours.
    public var fromTime: String?
    public var toTime: String?
    public var reason: String?
    /// Hashes of staged blobs.
    public var attachments: [String] = []
    /// The acknowledged leave notice in force: id and digest. Needed for personal and unpaid leave.
    public var notice: (id: String, digest: String)?

    public init(_ type: LeaveType, from: LocalDate, to: LocalDate) { (self.type, self.from, self.to) = (type, from, to) }

    public static func == (a: LeaveWish, b: LeaveWish) -> Bool { a.members(id: "") == b.members(id: "") }

    func members(id: String) -> JSONObject {
        var members: [(String, JSON)] = [
            ("id", .string(id)), ("type", .string(type.rawValue)), ("from", .string(from.description)), ("to", .string(to.description)),
        ]
        if let fromHalf { members.append(("from_half", .string(fromHalf.rawValue))) }
        if let toHalf { members.append(("to_half", .string(toHalf.rawValue))) }
        if let fromTime { members.append(("from_time", .string(fromTime))) }
        if let toTime { members.append(("to_time", .string(toTime))) }
        if let reason { members.append(("reason", .string(reason))) }
        if !attachments.isEmpty { members.append(("attachments", .array(attachments.map(JSON.string)))) }
        if let notice { members.append(("notice", ["id": .string(notice.id), "digest": .string(notice.digest)])) }
        return JSONObject(members)
    }
}

extension Act {
    /// `leave.request`; the new record shows as open at once.
    public static func leaveRequest(_ wish: LeaveWish, id: String, today: LocalDate) -> Act {
        var shown: JSONObject = [
            "id": .string(id), "leave_type": .string(wish.type.rawValue), "from_date": .string(wish.from.description),
            "to_date": .string(wish.to.description), "status": .string(LeaveStatus.open.rawValue),
            "posting_date": .string(today.description),
        ]
        if let reason = wish.reason { shown["reason"] = .string(reason) }
        return Act(
            "leave.request", wish.members(id: id), effects: [OverlayEffect(.put, "leave", id, shown)], blobs: wish.attachments)
    }

    /// `leave.withdraw`: takes back a request that is not decided yet.
    public static func leaveWithdraw(_ id: String, reason: String?) -> Act {
        change("leave.withdraw", id, reason, "leave", LeaveStatus.withdrawn.rawValue)
    }

    /// `leave.cancel`: cancels approved leave; while it runs a handler decides.
    public static func leaveCancel(_ id: String, reason: String) -> Act {
        Act("leave.cancel", ["id": .string(id), "reason": .string(reason)])
    }

    /// `leave.decide`; a refusal needs its code and reason.
    public static func leaveDecide(_ id: String, approve: Bool, reasonCode: String?, reason: String?) -> Act {
        var members: JSONObject = ["id": .string(id), "decision": .string(approve ? "approve" : "reject")]
        if let reasonCode { members["reason_code"] = .string(reasonCode) }
        if let reason { members["reason"] = .string(reason) }
        return Act("leave.decide", members)
    }

    static func change(_ op: String, _ id: String, _ reason: String?, _ collection: String, _ status: String) -> Act {
        var members: JSONObject = ["id": .string(id)]
        if let reason { members["reason"] = .string(reason) }
        return Act(op, members, effects: [OverlayEffect(.set, collection, id, ["status": .string(status)])])
    }
}
