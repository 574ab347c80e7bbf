import Base
import Store
import Wire

/// A pull's place in the feeds of its subject, as one read transaction sees it: the model of protocol §6 without rows.
struct PullPlan {
    /// The cursor as it moves through this page.
    var cursor: Cursor
    /// The tenant's head in this read.
    let head: Int64
    /// All grants of the subject whose feeds the app may have, by number.
    let grants: [Grant]
    let now: Timestamp
    let isReset: Bool
    /// Told lost since the last page.
    private(set) var drops: [Grant] = []

    /// Step 1: access. `drop` the grants (≤ B, or f) lost in (A, now]; A := now; a lost f closes.
    init(_ cursor: Cursor?, head: TenantHead, grants: [Grant], now: Timestamp) {
        self.head = head.seq
        self.grants = grants
        self.now = now
        isReset = cursor == nil
        self.cursor = cursor ?? Cursor(epoch: head.epoch, P: head.seq, A: head.seq, B: 0, f: 0, S: 0)
        let told = self.cursor
        drops = grants.filter { grant in
            guard let lost = grant.lost, lost > told.A else { return false }
            return grant.number <= told.B || grant.number == told.f
        }
        self.cursor.A = head.seq
        if let open = filling, !open.holds(at: now) { close() }
    }

    /// The grant being back-filled.
    var filling: Grant? { cursor.f == 0 ? nil : grants.first { $0.number == cursor.f } }

    /// Feeds whose changes are told: complete ones and the one being filled.
    var told: [Grant] { grants.filter { ($0.number <= cursor.B || $0.number == cursor.f) && $0.holds(at: now) } }

    /// Grants still to be filled after the open one.
    var later: [Grant] { grants.filter { $0.number > cursor.B && $0.number != cursor.f && $0.holds(at: now) } }

    /// The open grant is complete, or over.
    mutating func close() {
        cursor.B = cursor.f
        cursor.f = 0
        cursor.S = 0
    }

    /// Opens the next grant; false where there is none, and then all are complete.
    mutating func open() -> Bool {
        guard let next = later.first else {
            cursor.B = grants.last?.number ?? cursor.B
            return false
        }
        cursor.f = next.number
        cursor.S = head + 1
        return true
    }
}
