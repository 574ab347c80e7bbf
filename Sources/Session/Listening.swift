internal import Base
internal import Casework
internal import Identity
internal import Methods
internal import Records
internal import Synchronization
internal import Tenancy
internal import Wire

/// Hears of changes in the feeds of one session: the partition's subscription, begun off the caller's path.
final class Listening: Sendable {
    struct Change: Sendable {
        /// Nothing but the tenant's common feed, which everybody holds: such pokes are spread.
        var isCommonOnly: Bool
    }

    private struct Inner {
        var subscription: Subscription?
        var isCancelled = false
        /// The number of the common feed; nil until something was written there.
        var common: Int64?
    }

    private let registry: TenantRegistry
    private let binding: Binding
    private let tell: @Sendable (Change) -> Void
    /// Guards the subscription, which arrives later than the wish to cancel it may.
    private let inner = Mutex(Inner())

    init(_ registry: TenantRegistry, _ binding: Binding, _ tell: @escaping @Sendable (Change) -> Void) {
        self.registry = registry
        self.binding = binding
        self.tell = tell
    }

    /// Begins; what changed before the subscription stood is told once it does.
    func start() {
        Task.immediate { [self] in
            do {
                let partition = try await registry.open(binding.principal.tenant)
                let common = try await partition.read { try $0.number(of: .tenant) }
                let subscription = try await partition.subscribe(for: binding.principal) { [weak self] in self?.woken($0) }
                let late = inner.withLock { inner in
                    inner.common = common
                    inner.subscription = subscription
                    return inner.isCancelled
                }
                if late { return subscription.cancel() }
            } catch {
                // Barred or busy: who waits gets its answer at its time, and the next request says why.
            }
            tell(Change(isCommonOnly: false))
        }
    }

    func cancel() {
        let subscription = inner.withLock { inner in
            inner.isCancelled = true
            return inner.subscription.take()
        }
        subscription?.cancel()
    }

    private func woken(_ wake: Wake) {
        let (common, subscription) = inner.withLock { ($0.common, $0.subscription) }
        if wake.access, let subscription {
            Task.immediate { [self] in
                // The subscription keeps its partition open.
                if let partition = try? await registry.open(binding.principal.tenant) {
                    try? await partition.refresh(subscription, for: binding.principal)
                }
                tell(Change(isCommonOnly: false))
            }
            return
        }
        tell(Change(isCommonOnly: common.map { wake.feeds == [$0] } ?? false))
    }
}
