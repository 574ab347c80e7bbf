import Base
import Casework
import Records
import Store
import Wire

/// When an act was done, as far as that is known (protocol §7, why.md B12): proven is the interval from a token this server gave
/// out to the arrival; the client's own count of time since is a claim, dropped where it points outside.
struct Bounds: Sendable, Equatable {
    var arrival: Timestamp
    var token: TimeToken?
    /// The lower end: the newest token presented in this queue so far.
    var from: Int64?
    var claim: Int64?

    var proven: ClosedRange<Int64>? { from.map { $0...max($0, arrival.ms) } }

    /// Nothing is known but the arrival.
    init(arrival: Timestamp) { self.arrival = arrival }

    /// Reads `when`; a token that this server did not give to this device is refused.
    init(_ when: JSON?, arrival: Timestamp, queue: QueueRow, key: [UInt8], principal p: Principal) throws(Refusal) {
        self.arrival = arrival
        guard let when else { return }
        func wrong(_ field: String) -> Refusal {
            .invalid("when." + field, "when.\(field)", zh: "时间凭证无效。", en: "The time token does not hold.")
        }
        guard case .object(let members) = when, members.keys.allSatisfy({ $0 == "tt" || $0 == "dt" }) else { throw wrong("tt") }
        guard let text = members["tt"]?.stringValue,
            let token = TimeToken(text, key: key, tenant: p.tenant, device: p.deviceID)
        else { throw wrong("tt") }
        self.token = token
        // Acts are made in the order of n: an older token proves nothing that a newer one before it did not.
        let from = min(max(token.time.ms, queue.lastTokenTime), arrival.ms)
        self.from = from
        guard let dt = members["dt"], !dt.isNull else { return }
        guard let value = dt.intValue, value >= 0 else { throw wrong("dt") }
        let (sum, overflow) = token.time.ms.addingReportingOverflow(value)
        if !overflow, sum >= from, sum <= arrival.ms { claim = sum }
    }
}
