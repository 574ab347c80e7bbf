import Synchronization
package import Wire

/// What must be known of a tenant for as long as the process runs, whether or not its partition is open: suspended or not, and
/// which devices and subjects lost their rights. Readable from every loop; changed only after a COMMIT.
package final class TenantState: Sendable {
    private struct Facts {
        var suspended = false
        var devices: [String: ErrorCode] = [:]
        var subjects: [Int64: ErrorCode] = [:]
        var watches: [Int64: Watch] = [:]
        var lastWatch: Int64 = 0
    }

    private struct Watch {
        let device: String?
        let subject: Int64
        let told: @Sendable (AccessChange) -> Void
    }

    // Guards the facts and the list of watchers; callbacks run outside it.
    private let facts = Mutex(Facts())

    package init(suspended: Bool = false) { facts.withLock { $0.suspended = suspended } }

    package var isSuspended: Bool { facts.withLock { $0.suspended } }

    /// The error that this device and subject get now; nil while all is well.
    package func barred(device: String?, subject: Int64) -> ErrorCode? {
        facts.withLock { facts in
            if facts.suspended { return .tenantSuspended }
            // A wiped device is told so although its account is locked as well.
            return [facts.subjects[subject], device.flatMap { facts.devices[$0] }].compactMap { $0 }.min { $0.precedence < $1.precedence }
        }
    }

    /// Calls `told` whenever this device's or subject's rights change, or the tenant's; until `cancel`.
    package func watch(device: String?, subject: Int64, _ told: @escaping @Sendable (AccessChange) -> Void) -> AccessWatch {
        let number = facts.withLock { facts in
            facts.lastWatch += 1
            facts.watches[facts.lastWatch] = Watch(device: device, subject: subject, told: told)
            return facts.lastWatch
        }
        return AccessWatch(state: self, number: number)
    }

    func unwatch(_ number: Int64) { _ = facts.withLock { $0.watches.removeValue(forKey: number) } }

    func setSuspended(_ suspended: Bool) {
        let told = facts.withLock { facts in
            facts.suspended = suspended
            return facts.watches.values.map(\.told)
        }
        if suspended { for call in told { call(.barred(.tenantSuspended)) } }
    }

    func publish(_ revocations: [Revocation]) {
        guard !revocations.isEmpty else { return }
        var calls: [(@Sendable (AccessChange) -> Void, AccessChange)] = []
        facts.withLock { facts in
            for revocation in revocations {
                let change: AccessChange
                let concerns: (Watch) -> Bool
                switch revocation {
                case .device(let device, let code):
                    facts.devices[device] = code
                    (change, concerns) = (.barred(code), { $0.device == device })
                case .subject(let subject, let code):
                    facts.subjects[subject] = code
                    (change, concerns) = (.barred(code), { $0.subject == subject })
                case .rolesChanged(let subject): (change, concerns) = (.rolesChanged, { $0.subject == subject })
                case .deviceRestored(let device):
                    facts.devices[device] = nil
                    continue
                case .subjectRestored(let subject):
                    facts.subjects[subject] = nil
                    continue
                }
                calls += facts.watches.values.filter(concerns).map { ($0.told, change) }
            }
        }
        for (call, change) in calls { call(change) }
    }
}

/// What a connection is told about its session's rights.
package enum AccessChange: Sendable, Equatable {
    /// Every further request gets this code; say `bye` and close.
    case barred(ErrorCode)
    /// Read the session's rights again before the next request.
    case rolesChanged
}

/// A running watch; cancelled when told so, or when it goes out of use.
package final class AccessWatch: Sendable {
    private let state: TenantState
    private let number: Int64

    init(state: TenantState, number: Int64) {
        self.state = state
        self.number = number
    }

    package func cancel() { state.unwatch(number) }
    deinit { cancel() }
}
