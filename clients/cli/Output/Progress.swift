import Synchronization

/// One line on the error output that shows how far long work has come; only on a terminal.
final class Progress: Sendable {
    private let label: String
    private let isShown: Bool
    /// The permille last drawn: a redraw only where something changes.
    private let drawn = Mutex(-1)

    init(_ label: String, isShown: Bool) {
        self.label = label
        self.isShown = isShown
    }

    func show(_ done: Int64, of total: Int64) {
        guard isShown, total > 0 else { return }
        let permille = Int(max(0, min(done, total)) * 1000 / total)
        let changed = drawn.withLock { last in
            defer { last = permille }
            return last != permille
        }
        guard changed else { return }
        let filled = permille * 24 / 1000
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        Terminal.writeError("\r\(label) \(bar) \(permille / 10) %\u{1B}[K")
    }

    func end() { if isShown, drawn.withLock({ $0 }) >= 0 { Terminal.writeError("\r\u{1B}[K") } }
}
