import Synchronization
import Wire

/// Bounds the open connections of the process.
package final class ConnectionCounter: Sendable {
    private let limit: Int
    private let open = Atomic<Int>(0)
    private let refused = Atomic<Int>(0)

    package init(limit: Int) { self.limit = limit }

    package var count: Int { open.load(ordering: .relaxed) }
    /// Connections turned away since the start.
    package var refusals: Int { refused.load(ordering: .relaxed) }

    func enter() -> Bool {
        if open.add(1, ordering: .relaxed).newValue <= limit { return true }
        open.subtract(1, ordering: .relaxed)
        refused.add(1, ordering: .relaxed)
        return false
    }

    func leave() { open.subtract(1, ordering: .relaxed) }

    /// What a connection over the bound hears before it is closed.
    static let refusal = Envelope.request(nil, method: "bye", params: Array(#"{"why":"busy","after_s":30}"#.utf8))
}
