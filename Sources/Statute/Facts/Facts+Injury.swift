import Base
import Wire

/// The injury, the death and what has been paid, spent and claimed.
extension Facts {
    mutating func readInjury(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "injured_on": injuredOn = try member.day()
        case "diagnosed_on": diagnosedOn = try member.day()
        case "occupational_disease": occupationalDisease = try member.bool()
        case "recognised_on": recognisedOn = try member.day()
        case "injuries": injuries = try member.list()
        case "grade": grade = try Scalar.grade(member.value, member.path)
        case "grade_concluded_on": gradeConcludedOn = try member.day()
        case "grade_final_on": gradeFinalOn = try member.day()
        case "self_care": selfCare = try member.word()
        case "paid_leave": paidLeave = try member.interval()
        case "paid_leave_months_x10": paidLeaveMonthsX10 = try member.count()
        case "extension_confirmed_to": extensionConfirmedTo = try member.day()
        case "inpatient_days": inpatientDays = try member.count()
        case "suitable_work_offered": suitableWorkOffered = try member.bool()
        case "recurrence_confirmed": recurrenceConfirmed = try member.bool()
        case "coverage": coverage = try member.word()
        case "joined_and_paid_on": joinedAndPaidOn = try member.day()
        case "insured_until": insuredUntil = try member.day()
        case "due_from": dueFrom = try member.day()
        case "due_to": dueTo = try member.day()
        case "months_due": monthsDue = try member.count()
        case "died_on": diedOn = try member.day()
        case "death_cause": deathCause = try member.word()
        case "missing_since": missingSince = try member.day()
        case "dependants": dependants = try member.list()
        default: return false
        }
        return true
    }

    mutating func readMoved(_ name: String, _ member: FactMember) throws(FactError) -> Bool {
        switch name {
        case "tort": tort = try member.list()
        case "payments": payments = try member.list()
        case "costs": costs = try member.list()
        case "claims": claims = try member.list()
        default: return false
        }
        return true
    }
}

extension InjuryEvent: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("injured_on", "grade", "concluded_on")
        self.init(
            injuredOn: try r.day("injured_on"), grade: try Scalar.grade(r.object["grade"] ?? .null, r.place("grade")),
            concludedOn: try r.day("concluded_on"))
    }
}

extension Dependant: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only(
            "relation", "born_on", "age_years", "lone_elder_or_orphan", "lost_capacity", "employed", "supported", "until_age", "nearer_relatives")
        self.init(
            relation: try r.required("relation", r.word("relation", Dependant.Relation.self)), bornOn: try r.day("born_on"),
            ageYears: try r.int("age_years", in: 0...130), loneElderOrOrphan: try r.bool("lone_elder_or_orphan"),
            lostCapacity: try r.bool("lost_capacity"), employed: try r.bool("employed"), supported: try r.bool("supported"),
            untilAge: try r.int("until_age", in: 0...130), nearerRelatives: try r.word("nearer_relatives", NearerRelatives.self))
    }
}

extension NamedAmount: FactEntry {
    /// A cost (`kind`, `payer`) or a third party's payment (`item`).
    init(_ r: FactReader) throws(FactError) {
        if r.object["kind"] != nil || r.object["item"] == nil {
            try r.only("kind", "amount_fen", "payer", "on")
            self.init(
                name: try r.required("kind", r.word("kind", CostKind.self)).rawValue,
                amount: try r.required("amount_fen", r.money("amount_fen")), payer: try r.word("payer", Payer.self),
                on: try r.day("on"))
            return
        }
        try r.only("item", "amount_fen")
        self.init(
            name: try r.required("item", r.word("item", TortItem.self)).rawValue,
            amount: try r.required("amount_fen", r.money("amount_fen")))
    }
}

extension Payment: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("item", "payer", "amount_fen", "monthly_fen", "on", "period")
        self.init(
            item: try r.required("item", r.word("item", ItemCode.self)), payer: try r.word("payer", Payer.self) ?? .employer,
            amount: try r.money("amount_fen"), monthly: try r.money("monthly_fen"), on: try r.day("on"),
            period: try r.interval("period"))
    }
}

extension Claim: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("item", "amount_fen", "level")
        self.init(
            item: try r.required("item", r.word("item", ItemCode.self)),
            amount: try r.required("amount_fen", r.money("amount_fen")), level: try r.word("level", ClaimLevel.self)?.rawValue ?? "claim")
    }
}

/// What a third party paid for.
enum TortItem: String, CaseIterable, Sendable {
    case medical, income, nursing, meals, transport, disability, death, funeral, dependants, mental, property, other
}

/// What was spent.
enum CostKind: String, CaseIterable, Sendable {
    case medicine, medical, rehabilitation, transport, lodging, meals, nursing, care, appraisal, funeral, notary, other
    case outsideTravel = "outside_travel"
    case assistiveDevice = "assistive_device"
    case gradingFee = "grading_fee"
}

enum ClaimLevel: String, CaseIterable, Sendable { case claim, arbitration }
