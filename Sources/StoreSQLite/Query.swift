import Synchronization

/// One SQL text with a slot of its own in every connection's table of prepared statements.
final class Query: Sendable {
    let sql: String
    let slot: Int

    private static let count = Atomic<Int>(0)

    init(_ sql: String) {
        self.sql = sql
        slot = Query.count.add(1, ordering: .relaxed).oldValue
    }
}

/// A value bound to a `?`.
enum Value {
    case int(Int64)
    case text(String)
    case blob([UInt8])
    case null

    static func optional(_ value: Int64?) -> Value { value.map(Value.int) ?? .null }
    static func optional(_ value: [UInt8]?) -> Value { value.map(Value.blob) ?? .null }
}
