package import Records

/// A state machine as a table: which event leads from which state to which. What is not listed is refused.
package struct StateTable<State: Word, Event: Hashable & CaseIterable & Sendable & RawRepresentable<String>>: Sendable {
    /// Area and record, for reasons: `leave`.
    package let name: String
    private let cells: [State: [Event: State]]
    private let labels: @Sendable (State) -> LocalizedText

    package init(
        _ name: String, _ rows: [State: [Event: State]], labels: @escaping @Sendable (State) -> LocalizedText
    ) {
        self.name = name
        self.cells = rows
        self.labels = labels
    }

    /// A state in words.
    package func label(_ state: State) -> LocalizedText { labels(state) }

    /// The state after the event; nil where the event is illegal.
    package subscript(state state: State, event event: Event) -> State? { cells[state]?[event] }

    /// The state after the event, or a conflict that shows where the record stands now.
    package func step<R: Record>(_ stored: Stored<R>, from state: State, _ event: Event) throws(Refusal) -> State {
        if let next = self[state: state, event: event] { return next }
        let label = labels(state)
        throw Refusal.moved(
            stored, "\(name).\(event.rawValue)_\(state.rawValue)", zh: "目前状态是“\(label.zh)”，不能进行此操作。",
            en: "It is \(label.en) now; this cannot be done any more.")
    }
}

extension Environment {
    /// A history entry of this mutation.
    package func entry(_ event: String, _ status: some Word, reason: String? = nil) -> HistoryEntry {
        HistoryEntry(event: event, status: status.rawValue, by: actor.name, at: now, reason: reason)
    }
}

extension [HistoryEntry] {
    /// Keeps the beginning and the newest entries; what falls out of the record stays in the evidence log.
    package mutating func record(_ entry: HistoryEntry) {
        if count >= Self.kept { remove(at: 1) }
        append(entry)
    }

    package static var kept: Int { 64 }
}
