#if DEBUG
import Foundation
import Synchronization
#endif

/// Places on the way of a mutation at which a test may have the process killed: `GONGDAO_KILL_AT=name[:count[:file]]`, debug builds only.
package enum KillPoint: String, CaseIterable, Sendable {
    case afterRead = "after-read"
    case afterDecide = "after-decide"
    case beforeCommit = "before-commit"
    case afterCommitBeforeAnswer = "after-commit-before-answer"
    case afterAnswer = "after-answer"

    /// Kills this process (SIGKILL) when it is here for the `count`-th time (from 1) and the environment asks for it;
    /// with a file, counted from the moment that it is there.
    @inline(__always)
    package func reach() {
        #if DEBUG
        KillPlan.fromEnvironment?.reach(self)
        #endif
    }

    /// The same, as a function.
    @inline(__always)
    package static func reach(_ point: KillPoint) { point.reach() }
}

#if DEBUG
/// What the environment asks for, read once.
private final class KillPlan: Sendable {
    let point: KillPoint
    let left: Atomic<Int>
    let file: String?

    init(point: KillPoint, count: Int, file: String?) {
        self.point = point
        self.file = file
        left = Atomic(count)
    }

    static let fromEnvironment: KillPlan? = {
        guard let text = ProcessInfo.processInfo.environment["GONGDAO_KILL_AT"] else { return nil }
        let parts = text.split(separator: ":", maxSplits: 2)
        guard let name = parts.first, let point = KillPoint(rawValue: String(name)) else { return nil }
        return KillPlan(
            point: point, count: parts.count >= 2 ? Int(parts[1]) ?? 1 : 1, file: parts.count == 3 ? String(parts[2]) : nil)
    }()

    func reach(_ point: KillPoint) {
        guard point == self.point, file.map({ access($0, F_OK) == 0 }) ?? true else { return }
        guard left.subtract(1, ordering: .relaxed).newValue == 0 else { return }
        kill(getpid(), SIGKILL)
    }
}
#endif
