public import Base

/// An appeal (申诉 / 异议), in the feed of the person who raised it, pinned to record, revision and line.
public struct Appeal: Record {
    public var id: String
    public var no: String
    public var subject: String
    public var grievanceType: GrievanceType
    public var description: String
    public var raisedBy: String
    public var onBehalfOf: String?
    public var grievanceAgainst: String?
    public var subjectRecordType: String?
    public var subjectRecordId: String?
    public var subjectRecordRev: Int?
    public var subjectRecordVersion: Int?
    public var subjectLineId: String?
    public var requestedOutcome: String?
    public var attachments: [String]
    public var date: LocalDate
    public var status: AppealStatus
    public var level: Int
    public var appealOf: String?
    public var dueDate: LocalDate
    public var handler: String?
    public var excludedPersons: [String]
    public var outcome: AppealOutcome?
    public var cause: String?
    public var resolutionDetail: String?
    public var resolutionDate: LocalDate?
    public var resolvedBy: String?
    public var appealUntil: LocalDate?
    public var nextRemedy: String?
    public var withdrawReason: String?
    public var history: [HistoryEntry]

    public static let schema = CollectionSchema(
        "appeal", code: 14, area: "appeal", secrecy: .`private`,
        meaning: "an appeal, grievance or dispute",
        columns: [
            .text("no", "number for people"),
            .text("subject", "title in the person's words"),
            .word("grievance_type", GrievanceType.self, "what it is about"),
            .text("description", "what happened"),
            .text("raised_by", "employee id"),
            .text("on_behalf_of", optional: true, "employee id, where another is hurt"),
            .text("grievance_against", optional: true, "employee id of the person complained of"),
            .text("subject_record_type", optional: true, "collection of the record it is about"),
            .text("subject_record_id", optional: true, "that record"),
            .int("subject_record_rev", optional: true, "its revision as the person saw it"),
            .int("subject_record_version", optional: true, "its version, where it has versions"),
            .text("subject_line_id", optional: true, "the line"),
            .text("requested_outcome", optional: true, "what the person asks for"),
            .texts("attachments", "content hashes"),
            .date("date", "day it was raised"),
            .word("status", AppealStatus.self, "where it stands"),
            .int("level", "1, or 2 against a decision of level 1"),
            .text("appeal_of", optional: true, "the appeal whose decision this one contests"),
            .date("due_date", "day by which it should be decided"),
            .text("handler", optional: true, "employee id of who took it"),
            .texts("excluded_persons", "employee ids that may neither see nor decide it"),
            .word("outcome", AppealOutcome.self, optional: true, "the decision"),
            .text("cause", optional: true, "cause that was found"),
            .text("resolution_detail", optional: true, "reasons of the decision"),
            .date("resolution_date", optional: true, "day of the decision"),
            .text("resolved_by", optional: true, "employee id of the decider"),
            .date("appeal_until", optional: true, "last day to go to the next level"),
            .text("next_remedy", optional: true, "where to go next"),
            .text("withdraw_reason", optional: true, "why it was withdrawn"),
            .list("history", HistoryEntry.columns, "every change"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, no, subject, description, attachments, date, status, level, handler, outcome, cause, history
        case grievanceType = "grievance_type"
        case raisedBy = "raised_by"
        case onBehalfOf = "on_behalf_of"
        case grievanceAgainst = "grievance_against"
        case subjectRecordType = "subject_record_type"
        case subjectRecordId = "subject_record_id"
        case subjectRecordRev = "subject_record_rev"
        case subjectRecordVersion = "subject_record_version"
        case subjectLineId = "subject_line_id"
        case requestedOutcome = "requested_outcome"
        case appealOf = "appeal_of"
        case dueDate = "due_date"
        case excludedPersons = "excluded_persons"
        case resolutionDetail = "resolution_detail"
        case resolutionDate = "resolution_date"
        case resolvedBy = "resolved_by"
        case appealUntil = "appeal_until"
        case nextRemedy = "next_remedy"
        case withdrawReason = "withdraw_reason"
    }

    public init(
        id: String, no: String, subject: String, grievanceType: GrievanceType, description: String, raisedBy: String,
        onBehalfOf: String? = nil, grievanceAgainst: String? = nil, subjectRecordType: String? = nil,
        subjectRecordId: String? = nil, subjectRecordRev: Int? = nil, subjectRecordVersion: Int? = nil,
        subjectLineId: String? = nil, requestedOutcome: String? = nil, attachments: [String] = [], date: LocalDate,
        status: AppealStatus, level: Int, appealOf: String? = nil, dueDate: LocalDate, handler: String? = nil,
        excludedPersons: [String] = [], outcome: AppealOutcome? = nil, cause: String? = nil, resolutionDetail: String? = nil,
        resolutionDate: LocalDate? = nil, resolvedBy: String? = nil, appealUntil: LocalDate? = nil, nextRemedy: String? = nil,
        withdrawReason: String? = nil, history: [HistoryEntry] = []
    ) {
        self.id = id
        self.no = no
        self.subject = subject
        self.grievanceType = grievanceType
        self.description = description
        self.raisedBy = raisedBy
        self.onBehalfOf = onBehalfOf
        self.grievanceAgainst = grievanceAgainst
        self.subjectRecordType = subjectRecordType
        self.subjectRecordId = subjectRecordId
        self.subjectRecordRev = subjectRecordRev
        self.subjectRecordVersion = subjectRecordVersion
        self.subjectLineId = subjectLineId
        self.requestedOutcome = requestedOutcome
        self.attachments = attachments
        self.date = date
        self.status = status
        self.level = level
        self.appealOf = appealOf
        self.dueDate = dueDate
        self.handler = handler
        self.excludedPersons = excludedPersons
        self.outcome = outcome
        self.cause = cause
        self.resolutionDetail = resolutionDetail
        self.resolutionDate = resolutionDate
        self.resolvedBy = resolvedBy
        self.appealUntil = appealUntil
        self.nextRemedy = nextRemedy
        self.withdrawReason = withdrawReason
        self.history = history
    }
}

/// What an appeal is about.
public enum GrievanceType: String, Word {
    case pay, insurance, leave, reimbursement, injury, notice, record, conduct, discrimination
    case workingConditions = "working_conditions", general, other
}

/// Where an appeal stands.
public enum AppealStatus: String, Word {
    case open, underInvestigation = "under_investigation", needsInfo = "needs_info", decided, withdrawn, settled, closed, other
}

/// How an appeal ended.
public enum AppealOutcome: String, Word {
    case upheld, partlyUpheld = "partly_upheld", rejected, inadmissible, other
}
