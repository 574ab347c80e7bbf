package import Base
package import Wire

/// Reads the `facts` object; a name outside the vocabulary is refused.
package enum FactParser {
    /// Throws `FactError` at the first member that cannot be read.
    package static func parse(_ value: JSON, path: String = "facts", asOf: LocalDate? = nil) throws(FactError) -> Facts {
        guard case .object(let object) = value else { throw FactError(.wrongType, path, expected: "an object") }
        var facts = Facts()
        for (name, value) in zip(object.keys, object.values) {
            let member = FactMember(value: value, path: path, name: name)
            let group = FactCatalogue.group(of: name)
            // A null is the same as not stated, but for the two facts that say something by it.
            if group != nil, case .null = value, name != "grade", name != "contract_signed_on" { continue }
            guard let group, try facts.read(name, group, member) else {
                let near = FactCatalogue.nearest(to: name).map { "a name of the vocabulary (did you mean `\($0)`?)" }
                throw FactError(.unknownName, member.path, expected: near ?? "a name of the vocabulary")
            }
        }
        try FactChecks.run(facts, path: path, asOf: asOf)
        return facts
    }
}

extension Facts {
    /// Takes in one fact; false where the name is not one.
    fileprivate mutating func read(_ name: String, _ group: FactCatalogue.Group, _ member: FactMember) throws(FactError) -> Bool {
        switch group {
        case .injury: try readInjury(name, member)
        case .wages: try readWages(name, member)
        case .relation: try readRelation(name, member)
        case .person: try readPerson(name, member)
        case .money: try readMoved(name, member)
        case .leave: try readLeave(name, member)
        case .insurance: try readInsurance(name, member)
        }
    }
}

/// An entry of a list, or an object, that reads itself.
protocol FactEntry {
    init(_ reader: FactReader) throws(FactError)
}

/// The value of one fact and where it stands.
struct FactMember {
    let value: JSON
    private let parent: String
    private let name: String

    init(value: JSON, path: String, name: String) { (self.value, parent, self.name) = (value, path, name) }

    var path: String { parent + "." + name }

    func money() throws(FactError) -> Int64 { try Scalar.int(value, path, 0...FactLimits.fen) }
    func count() throws(FactError) -> Int64 { try Scalar.int(value, path, 0...FactLimits.count) }
    func bool() throws(FactError) -> Bool { try Scalar.bool(value, path) }
    func day() throws(FactError) -> FactDay { try Scalar.day(value, path) }
    func word<W: RawRepresentable & CaseIterable>() throws(FactError) -> W where W.RawValue == String { try Scalar.word(value, path) }
    func interval() throws(FactError) -> FactInterval { try Scalar.interval(value, path) }
    func object<T: FactEntry>() throws(FactError) -> T { try T(FactReader(value, path)) }

    func list<T: FactEntry>() throws(FactError) -> [T] {
        var result: [T] = []
        for reader in try Scalar.entries(value, path) { result.append(try T(reader)) }
        return result
    }

    func list() throws(FactError) -> [FactInterval] {
        var result: [FactInterval] = []
        for reader in try Scalar.entries(value, path) {
            try reader.only("from", "to", "reason")
            result.append(try reader.required("from", reader.ownInterval()))
        }
        return result
    }

    /// A series of amounts with or without dates; one without dates holds throughout the question.
    func dated(_ name: String) throws(FactError) -> [DatedMoney] {
        var result: [DatedMoney] = []
        for reader in try Scalar.entries(value, path) {
            let known = ["from", "to", name]
            for key in reader.object.keys where !known.contains(key) {
                throw FactError(.unknownName, reader.place(key), expected: "one of from, to, \(name)")
            }
            result.append(DatedMoney(period: try reader.ownInterval(), amount: try reader.required(name, reader.money(name))))
        }
        return result
    }
}
