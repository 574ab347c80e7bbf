/// When a store that knows mutations by number writes down the time: about once an hour, and only when the number moved.
package enum TimeMark {
    package static let everyMs: Int64 = 3_600_000

    package static func isDue(last: (seq: Int64, ms: Int64)?, seq: Int64, ms: Int64) -> Bool {
        guard let last else { return true }
        return seq > last.seq && ms - last.ms >= everyMs
    }
}
