import Base
import Wire

/// The member `case` of a question: where an injury case stands, what is known of it, and the acts to be tried on it.
package struct CaseQuestion: Sendable {
    package var snapshot = CaseSnapshot()
    package var acts: [(act: CaseAct, facts: @Sendable (inout CaseFacts) -> Void)] = []

    /// Acts of one question: a whole case has some thirty.
    static let mostActs = 200
    /// Benefit items and remedies of one case.
    static let mostNames = 100

    /// Reads it strictly: an unknown name is refused with its path. Acts are taken as recorded on the day of the question.
    init(_ json: JSON, asOf: LocalDate, path: String = "case") throws(FactError) {
        let reader = try FactReader(json, path)
        try reader.only("states", "benefits", "remedies", "facts", "acts")
        if let states = reader.value("states") { try readStates(FactReader(states, reader.place("states"))) }
        for (member, region) in [("benefits", CaseRegion.benefit), ("remedies", .remedy)] {
            guard let written = reader.value(member) else { continue }
            try readNamed(FactReader(written, reader.place(member)), region)
        }
        if let facts = reader.value("facts") { try CaseFactReader.read(facts, reader.place("facts"), into: &snapshot.facts) }
        if let acts = reader.value("acts") { try readActs(acts, reader.place("acts"), asOf) }
    }

    private mutating func readStates(_ reader: FactReader) throws(FactError) {
        for name in reader.object.keys {
            guard let region = CaseRegion.single.first(where: { $0.name == name }) else {
                let names = CaseRegion.single.map(\.name).joined(separator: ", ")
                throw FactError(.unknownName, reader.place(name), expected: "one of " + names)
            }
            guard let state = try CaseQuestion.state(reader, name, region) else { continue }
            snapshot.set(state)
        }
    }

    private mutating func readNamed(_ reader: FactReader, _ region: CaseRegion) throws(FactError) {
        guard reader.object.count <= CaseQuestion.mostNames else {
            throw FactError(.tooMany, reader.path, expected: "at most \(CaseQuestion.mostNames) members")
        }
        for name in reader.object.keys {
            guard CaseQuestion.isName(name, region) else {
                throw FactError(.unknownName, reader.place(name), expected: region == .benefit ? "an item code" : "a remedy, RM-1 to RM-21")
            }
            if let state = try CaseQuestion.state(reader, name, region) { snapshot.set(state, of: name) }
        }
    }

    private static func isName(_ name: String, _ region: CaseRegion) -> Bool {
        region == .benefit ? ItemCode(rawValue: name) != nil : RemedyRule.all.contains { $0.id == name }
    }

    private static func state(_ reader: FactReader, _ name: String, _ region: CaseRegion) throws(FactError) -> CaseState? {
        guard let text = try reader.text(name) else { return nil }
        guard let state = CaseState(rawValue: text), state.region == region else {
            let states = CaseState.all(region).map(\.rawValue).joined(separator: ", ")
            throw FactError(.badValue, reader.place(name), expected: "one of " + states)
        }
        return state
    }

    private mutating func readActs(_ value: JSON, _ path: String, _ asOf: LocalDate) throws(FactError) {
        let readers = try Scalar.entries(value, path)
        guard readers.count <= CaseQuestion.mostActs else {
            throw FactError(.tooMany, path, expected: "at most \(CaseQuestion.mostActs) acts")
        }
        for reader in readers {
            try reader.only("event", "actor", "occurred_on", "document", "channel", "name", "facts")
            let event = try reader.required("event", reader.word("event", CaseEvent.self))
            let name = try reader.text("name")
            if let name, let region = CaseTable.regions[event], [.benefit, .remedy].contains(region), !CaseQuestion.isName(name, region) {
                throw FactError(.badValue, reader.place("name"), expected: region == .benefit ? "an item code" : "a remedy, RM-1 to RM-21")
            }
            let act = CaseAct(
                event, by: try reader.required("actor", reader.word("actor", CaseActor.self)),
                occurredOn: try reader.required("occurred_on", reader.day("occurred_on")).day,
                recordedAt: Timestamp(ms: Int64(asOf.days) * 86_400_000), document: try reader.text("document"),
                channel: try reader.text("channel") ?? "", name: name)
            guard let written = reader.value("facts") else {
                acts.append((act, { _ in }))
                continue
            }
            let path = reader.place("facts")
            // Read once here, so that what cannot be read is refused before anything is tried.
            var probe = CaseFacts()
            try CaseFactReader.read(written, path, into: &probe)
            acts.append((act, { facts in try? CaseFactReader.read(written, path, into: &facts) }))
        }
    }
}

extension CaseRegion {
    /// The regions that a case has once.
    static let single: [CaseRegion] = [.determination, .medical, .paidLeave, .appraisal, .coverage, .employment]

    /// The region's name on the wire.
    package var name: String {
        switch self {
        case .determination: "determination"
        case .medical: "medical"
        case .paidLeave: "paid_leave"
        case .appraisal: "appraisal"
        case .coverage: "coverage"
        case .employment: "employment"
        case .benefit: "benefit"
        case .remedy: "remedy"
        }
    }
}
