import Synchronization

/// Failures a test asks for, consulted by every store at the point where real ones happen.
package final class FaultPlan: Sendable {
    package enum Fault: Sendable, Hashable, CaseIterable {
        /// COMMIT fails and nothing was written.
        case notWritten
        /// COMMIT reports an error although everything was written.
        case writtenButReportedFailed
        /// The disk is full: the transaction rolls back with `StoreError.full`.
        case full
    }

    private struct State {
        var commits = 0
        var planned: [Int: Fault] = [:]
        var diskFull = false
    }

    /// Guards the plan; held only to look at it.
    private let state = Mutex(State())

    package init() {}

    /// Lets the commit that comes `after` others from now (0 = the next) fail.
    package func plan(_ fault: Fault, after: Int = 0) {
        state.withLock { $0.planned[$0.commits + after] = fault }
    }

    /// While true, every commit fails with `StoreError.full`.
    package func setDiskFull(_ full: Bool) {
        state.withLock { $0.diskFull = full }
    }

    /// Takes back every plan that has not come to pass.
    package func forget() {
        state.withLock { $0.planned = [:] }
    }

    /// Called by a store once per commit, before it does anything; what it must do.
    package func nextCommit() -> Fault? {
        state.withLock { state in
            defer { state.commits += 1 }
            return state.diskFull ? .full : state.planned.removeValue(forKey: state.commits)
        }
    }
}
