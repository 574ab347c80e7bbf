internal import Base
package import Casework
package import Identity
internal import Records
internal import Synchronization
package import Tenancy
package import Wire

/// What a method wants of its connection; done by the connection's state machine, after the answer is fixed.
package enum Effect: Sendable {
    /// `hello` was accepted.
    case greeted(Greeting)
    /// This account is signed in here from now on. Another subject than before drops everything the connection holds.
    case bind(Binding)
    case unbind
    case bindOperator(OperatorSession)
    /// A long poll has nothing yet: call again when a feed changes, at the latest after so many ms. The answer is not sent.
    case park(ms: Int64)
    /// Pokes or pages from now on.
    case subscribe(Subscribing)
    /// The client holds `cursor` and takes so many more pages.
    case credit(cursor: String, pages: Int)
    /// End the connection after this answer.
    case bye(why: String)
    /// Answer the parked request with this id at once.
    case cancel(RequestID)
}

/// What `hello` settled.
package struct Greeting: Sendable, Equatable {
    package var app: String
    package var version: String
    package var schema: Int
    package var lang: String
    /// The longest line the client takes.
    package var line: Int
    /// Everything after the answer to `hello` travels in segments, both ways.
    package var packs: Bool

    package init(
        app: String, version: String = "", schema: Int, lang: String, line: Int = Limits.lineBytes, packs: Bool = false
    ) {
        self.app = app
        self.version = version
        self.schema = schema
        self.lang = lang
        self.line = line
        self.packs = packs
    }
}

/// A signed-in account on a connection. A reference: every request carries it, and a principal has two dozen members to copy.
package final class Binding: Sendable {
    package let principal: Principal
    /// Roles the account has, but not before a second factor was shown (1203).
    package let withheld: Set<Role>
    /// What this connection remembers of the pages it gave out.
    package let pulls = PullMemory()

    package init(principal: Principal, withheld: Set<Role> = []) {
        self.principal = principal
        self.withheld = withheld
    }
}

/// What a connection remembers of its last page, for as long as the partition that made it stays open: numbers of one opening mean
/// nothing to the next.
package final class PullMemory: Sendable {
    /// Guards the session and the partition it belongs to; the reference keeps that partition's identity from being used again.
    private let inner = Mutex<(partition: Partition, session: PullSession)?>(nil)

    package func session(for partition: Partition) -> PullSession {
        inner.withLock { inner in
            if let inner, inner.partition === partition { return inner.session }
            let session = PullSession()
            inner = (partition, session)
            return session
        }
    }
}

/// How a client wants to hear of changes (protocol §8).
package enum Subscribing: Sendable, Equatable {
    case off
    case poke
    case delta(cursor: String, pages: Int)
}
