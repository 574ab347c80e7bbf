/// One item of an index, of one kind. Add them in any order; within a kind they keep theirs.
package enum IndexEntry: Sendable, Equatable {
    case proof(ProofEntry)
    case notice(NoticeEntry)
    case act(ActEntry)
    case record(RecordEntry)
    case calculation(CalculationEntry)
    case access(AccessEntry)
    case attachment(AttachmentEntry)
    /// What is missing although it should be there.
    case gap(Remark)
    /// What was left out on purpose, and why.
    case omission(Remark)

    package var kind: IndexKind {
        switch self {
        case .proof: .proof
        case .notice: .notice
        case .act: .act
        case .record: .record
        case .calculation: .calculation
        case .access: .access
        case .attachment: .attachment
        case .gap: .gap
        case .omission: .omission
        }
    }

    var value: any Encodable {
        switch self {
        case .proof(let entry): entry
        case .notice(let entry): entry
        case .act(let entry): entry
        case .record(let entry): entry
        case .calculation(let entry): entry
        case .access(let entry): entry
        case .attachment(let entry): entry
        case .gap(let entry), .omission(let entry): entry
        }
    }
}

/// The kinds of items, in the order in which they stand in the document.
package enum IndexKind: Int, Sendable, CaseIterable, Codable {
    case proof, notice, act, record, calculation, access, attachment, gap, omission

    /// The number of the section that lists them; gaps and omissions share one.
    package var section: Int { self == .omission ? IndexKind.gap.rawValue + 1 : rawValue + 1 }
}

/// Where an item stands: the `number`th of its kind, from 1.
package struct EntryPlace: Codable, Sendable, Hashable {
    package var kind: IndexKind
    package var number: Int

    package init(_ kind: IndexKind, _ number: Int) {
        self.kind = kind
        self.number = number
    }

    /// As printed, `4.12`.
    package var label: String { "\(kind.section).\(number)" }
    var anchor: String { "i\(kind.section)-\(number)" }
}

/// A named value: a column of a record, an input of a calculation.
package struct EntryField: Codable, Sendable, Hashable {
    /// The name on the wire, such as `net_pay`.
    package var name: String
    package var label: Wording
    /// Ready to read; several lines where it is a list.
    package var value: String

    package init(name: String, label: Wording, value: String) {
        self.name = name
        self.label = label
        self.value = value
    }
}
