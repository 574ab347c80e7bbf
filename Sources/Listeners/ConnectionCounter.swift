internal import Identity
import Synchronization
import Wire

/// Bounds the open connections of the process, and those of one address prefix, from the moment they are accepted: a handshake under way
/// counts like everything else.
package final class ConnectionCounter: Sendable {
    private struct Open {
        var count = 0
        var refusals = 0
        var byPrefix: [String: Int] = [:]
    }

    private let limit: Int
    private let perPrefix: Int
    private let countsLoopback: Bool
    /// Guards the counts; held for moments.
    private let open = Mutex(Open())

    /// `countsLoopback`: whether the bound of a prefix holds for 127.0.0.0/8 and ::1 too, where a proxy brings everybody from.
    package init(limit: Int, perPrefix: Int = .max, countsLoopback: Bool = false) {
        (self.limit, self.perPrefix, self.countsLoopback) = (limit, perPrefix, countsLoopback)
    }

    package var count: Int { open.withLock { $0.count } }
    /// Connections turned away since the start.
    package var refusals: Int { open.withLock { $0.refusals } }

    /// `address`: as the socket names it; nil for Unix sockets. False where a bound is reached; else `leave` must follow.
    package func enter(_ address: String?) -> Bool {
        let prefix = self.prefix(address)
        return open.withLock { open in
            guard open.count < limit, prefix.map({ open.byPrefix[$0, default: 0] < perPrefix }) ?? true else {
                open.refusals += 1
                return false
            }
            open.count += 1
            if let prefix { open.byPrefix[prefix, default: 0] += 1 }
            return true
        }
    }

    package func leave(_ address: String?) {
        let prefix = self.prefix(address)
        open.withLock { open in
            open.count -= 1
            guard let prefix, let count = open.byPrefix[prefix] else { return }
            open.byPrefix[prefix] = count > 1 ? count - 1 : nil
        }
    }

    private func prefix(_ address: String?) -> String? {
        guard let address, countsLoopback || !(address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")) else {
            return nil
        }
        return AddressPrefix.of(address)
    }

    /// What a connection over the bound hears before it is closed.
    static let refusal = Envelope.request(nil, method: "bye", params: Array(#"{"why":"busy","after_s":30}"#.utf8))
}
