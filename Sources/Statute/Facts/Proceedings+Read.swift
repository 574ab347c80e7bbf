import Base
import Wire

extension PremiumClass: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only("line", "class")
        self.init(
            line: try r.required("line", r.word("line", InsuranceLine.self)).rawValue, cls: try r.required("class", r.text("class")))
    }
}

extension Proceedings: FactEntry {
    init(_ r: FactReader) throws(FactError) {
        try r.only(
            "decision_received_on", "told_of_remedy", "reconsideration_received_on", "authority_late_since", "conclusion_received_on",
            "assessment_received_on", "infringement_known_on", "arbitration_filed_on", "award_received_on", "award_final",
            "mediation_due_on", "employer_refused_on", "breach_ended_on", "tort_known_on", "settlement_ground_known_on",
            "settlement_by_mistake", "data_refused_on", "claims_made", "pauses")
        decisionReceivedOn = try r.day("decision_received_on")
        toldOfRemedy = try r.bool("told_of_remedy")
        reconsiderationReceivedOn = try r.day("reconsideration_received_on")
        authorityLateSince = try r.day("authority_late_since")
        conclusionReceivedOn = try r.day("conclusion_received_on")
        assessmentReceivedOn = try r.day("assessment_received_on")
        infringementKnownOn = try r.day("infringement_known_on")
        arbitrationFiledOn = try r.day("arbitration_filed_on")
        awardReceivedOn = try r.day("award_received_on")
        awardIsFinal = try r.bool("award_final")
        mediationDueOn = try r.day("mediation_due_on")
        employerRefusedOn = try r.day("employer_refused_on")
        breachEndedOn = try r.day("breach_ended_on")
        tortKnownOn = try r.day("tort_known_on")
        settlementGroundKnownOn = try r.day("settlement_ground_known_on")
        settlementByMistake = try r.bool("settlement_by_mistake")
        dataRefusedOn = try r.day("data_refused_on")
        claimsMade = try Proceedings.intervals(r, "claims_made")
        pauses = try Proceedings.intervals(r, "pauses")
    }

    private static func intervals(_ r: FactReader, _ name: String) throws(FactError) -> [FactInterval] {
        guard let value = r.value(name) else { return [] }
        var result: [FactInterval] = []
        for reader in try Scalar.entries(value, r.place(name)) {
            try reader.only("from", "to", "reason")
            result.append(try reader.required("from", reader.ownInterval()))
        }
        return result
    }
}
