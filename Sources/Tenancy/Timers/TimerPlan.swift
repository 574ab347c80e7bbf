import Base
import Casework
import Foundation
import Store
import Wire

/// What a timer does when it is due.
enum TimerPlan: Sendable, Equatable {
    /// Runs a command as actor `timer`.
    case command(op: String, a: JSON)
    /// Ends a grant that had an end (why.md S24).
    case grantEnd(Int64, subject: Int64)

    /// The number in the row; what it is about stands in the sealed body.
    var kind: Int32 {
        switch self {
        case .command: 1
        case .grantEnd: 2
        }
    }

    var body: [UInt8] {
        switch self {
        case .command(let op, let a): JSON.array([.string(op), a]).bytes
        case .grantEnd(let number, let subject): JSON.array([.int(number), .int(subject)]).bytes
        }
    }

    init?(kind: Int32, body: Data) {
        guard let json = try? JSON(parsing: Array(body)) else { return nil }
        switch kind {
        case 1:
            guard let op = json[0]?.stringValue, let a = json[1] else { return nil }
            self = .command(op: op, a: a)
        case 2:
            guard let number = json[0]?.intValue, let subject = json[1]?.intValue else { return nil }
            self = .grantEnd(number, subject: subject)
        default: return nil
        }
    }
}

extension PartitionWriter {
    @discardableResult
    func addTimer(_ plan: TimerPlan, due: Timestamp) throws -> Int64 {
        change { $0.due = min($0.due, due.ms) }
        return try transaction.addTimer(due: due.ms, kind: plan.kind) { id in try sealer.seal(plan.body, .timer(id: id)) }
    }
}
