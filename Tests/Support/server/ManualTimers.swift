package import Base
package import Session
import Synchronization

/// Timers that fire when the test moves the clock, in the order of their time.
package final class ManualTimers: Sendable {
    private struct Entry {
        var due: Int64
        var number: Int
        var body: @Sendable () -> Void
    }

    package let clock: ManualClock
    /// Guards the timers that stand.
    private let entries = Mutex<(next: Int, list: [Entry])>((next: 0, list: []))

    package init(clock: ManualClock) { self.clock = clock }

    package func schedule(afterMs: Int64, _ body: @escaping @Sendable () -> Void) -> Timer {
        let due = clock.now().ms + afterMs
        let number = entries.withLock { entries in
            entries.next += 1
            entries.list.append(Entry(due: due, number: entries.next, body: body))
            return entries.next
        }
        return Timer { [self] in entries.withLock { $0.list.removeAll { $0.number == number } } }
    }

    /// Moves the clock and fires what falls due on the way, each at its time.
    package func advance(ms: Int64) {
        let end = clock.now().ms + ms
        while let next = take(until: end) {
            if next.due > clock.now().ms { clock.set(Timestamp(ms: next.due)) }
            next.body()
        }
        clock.set(Timestamp(ms: end))
    }

    private func take(until end: Int64) -> (due: Int64, body: @Sendable () -> Void)? {
        entries.withLock { entries in
            guard let first = entries.list.min(by: { ($0.due, $0.number) < ($1.due, $1.number) }), first.due <= end else { return nil }
            entries.list.removeAll { $0.number == first.number }
            return (first.due, first.body)
        }
    }
}
