/// The words with which Chinese law and company rules bound a number, and whether the number itself is inside (law.md §0.3 T-8, CC 1259).
package enum BoundWord: String, Sendable, CaseIterable {
    /// Include the number.
    case atLeast = "以上"
    case atMost = "以下"
    case within = "以内"
    case expired = "届满"
    case full = "满"
    /// Exclude the number.
    case lessThan = "不满"
    case moreThan = "超过"
    case beyond = "以外"

    /// Is the number itself inside?
    package var isInclusive: Bool {
        switch self {
        case .atLeast, .atMost, .within, .expired, .full: true
        case .lessThan, .moreThan, .beyond: false
        }
    }

    /// Does `value` satisfy "`self` `bound`"? 超过10天 with 10 is false, 7天以内 with 7 is true.
    package func holds<Value: Comparable>(_ value: Value, _ bound: Value) -> Bool {
        switch self {
        case .atLeast, .expired, .full: value >= bound
        case .atMost, .within: value <= bound
        case .lessThan: value < bound
        case .moreThan, .beyond: value > bound
        }
    }
}
