public import Records
internal import Wire

/// What an appeal is about and what is asked for; the members of `appeal.submit`.
public struct Grievance: Sendable, Equatable {
    public var kind: GrievanceType
    public var subject: String
    public var description: String
    /// The record it is pinned to, with the revision that was shown, and the line.
    public var about: About?
    /// Employee id of the person complained of.
    public var against: String?
    public var onBehalfOf: String?
    public var requestedOutcome: String?
    /// Hashes of staged blobs.
    public var attachments: [String] = []
    /// The appeal whose decision this one contests.
    public var appealOf: String?

    public struct About: Sendable, Equatable {
        public var collection: String
        public var id: String
        public var rev: Int64
        public var line: String?

        public init(collection: String, id: String, rev: Int64, line: String? = nil) {
            (self.collection, self.id, self.rev, self.line) = (collection, id, rev, line)
        }
    }

    public init(_ kind: GrievanceType, subject: String, description: String) {
        (self.kind, self.subject, self.description) = (kind, subject, description)
    }
}

extension Act {
    /// `appeal.submit`; shows as open at once.
    public static func appealSubmit(_ grievance: Grievance, id: String, today: String) -> Act {
        var members: JSONObject = [
            "id": .string(id), "kind": .string(grievance.kind.rawValue), "subject": .string(grievance.subject),
            "description": .string(grievance.description),
        ]
        var shown: JSONObject = [
            "id": .string(id), "grievance_type": .string(grievance.kind.rawValue), "subject": .string(grievance.subject),
            "description": .string(grievance.description), "status": .string(AppealStatus.open.rawValue), "date": .string(today),
        ]
        if let about = grievance.about {
            var pinned: JSONObject = ["collection": .string(about.collection), "id": .string(about.id), "rev": .int(about.rev)]
            if let line = about.line { pinned["line"] = .string(line) }
            members["about"] = .object(pinned)
            shown["subject_record_type"] = .string(about.collection)
            shown["subject_record_id"] = .string(about.id)
        }
        if let against = grievance.against { members["against"] = .string(against) }
        if let other = grievance.onBehalfOf { members["on_behalf_of"] = .string(other) }
        if let outcome = grievance.requestedOutcome { members["requested_outcome"] = .string(outcome) }
        if !grievance.attachments.isEmpty { members["attachments"] = .array(grievance.attachments.map(JSON.string)) }
        if let first = grievance.appealOf { members["appeal_of"] = .string(first) }
        return Act("appeal.submit", members, effects: [OverlayEffect(.put, "appeal", id, shown)], blobs: grievance.attachments)
    }

    /// `appeal.withdraw`; `settled` where the matter was settled with the other side.
    public static func appealWithdraw(_ id: String, reason: String?, settled: Bool) -> Act {
        let status = settled ? AppealStatus.settled : .withdrawn
        var act = change("appeal.withdraw", id, reason, "appeal", status.rawValue)
        if settled { act.arguments["settled"] = true }
        return act
    }

    /// `appeal.reply`: answers a question of the handler.
    public static func appealReply(_ id: String, text: String, attachments: [String]) -> Act {
        var members: JSONObject = ["id": .string(id), "text": .string(text)]
        if !attachments.isEmpty { members["attachments"] = .array(attachments.map(JSON.string)) }
        return Act("appeal.reply", members, blobs: attachments)
    }

    /// `appeal.handle`: takes an appeal, or asks its person.
    public static func appealHandle(_ id: String, ask: String?) -> Act {
        Act("appeal.handle", ask.map { ["id": .string(id), "ask": .string($0)] } ?? ["id": .string(id)])
    }

    /// `appeal.decide` with its reasons.
    public static func appealDecide(_ id: String, _ outcome: AppealOutcome, reasons: String, cause: String?) -> Act {
        var members: JSONObject = ["id": .string(id), "outcome": .string(outcome.rawValue), "reasons": .string(reasons)]
        if let cause { members["cause"] = .string(cause) }
        return Act("appeal.decide", members)
    }

    /// `task.assign`: takes a task, passes it on, or gives it back.
    public static func taskAssign(_ id: String, to assignee: String?, release: Bool, note: String?) -> Act {
        var members: JSONObject = ["id": .string(id)]
        if let assignee { members["assignee"] = .string(assignee) }
        if release { members["release"] = true }
        if let note { members["note"] = .string(note) }
        return Act("task.assign", members)
    }

    /// `task.complete`: ends a task that needs no decision.
    public static func taskComplete(_ id: String, note: String) -> Act {
        Act("task.complete", ["id": .string(id), "note": .string(note)])
    }
}
