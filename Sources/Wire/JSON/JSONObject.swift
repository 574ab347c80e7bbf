/// The members of an object in the order received. Two objects are equal when they hold the same members in any order.
public struct JSONObject: Sendable {
    /// Names in order; `values` has the same count.
    public private(set) var keys: [String]
    public private(set) var values: [JSON]

    public init() { (keys, values) = ([], []) }

    /// A name that comes twice keeps its first place and its last value.
    public init(_ pairs: [(String, JSON)]) {
        self.init()
        keys.reserveCapacity(pairs.count)
        values.reserveCapacity(pairs.count)
        var places: [String: Int] = [:]
        for (key, value) in pairs {
            if let place = places[key] {
                values[place] = value
            } else {
                places[key] = keys.count
                keys.append(key)
                values.append(value)
            }
        }
    }

    /// Members already known to have different names.
    init(unchecked keys: [String], _ values: [JSON]) { (self.keys, self.values) = (keys, values) }

    public var count: Int { keys.count }
    public var isEmpty: Bool { keys.isEmpty }

    /// Setting nil removes the member; setting a new one appends it.
    public subscript(_ key: String) -> JSON? {
        get { keys.firstIndex(of: key).map { values[$0] } }
        set {
            if let place = keys.firstIndex(of: key) {
                if let newValue {
                    values[place] = newValue
                } else {
                    keys.remove(at: place)
                    values.remove(at: place)
                }
            } else if let newValue {
                keys.append(key)
                values.append(newValue)
            }
        }
    }
}

extension JSONObject: Sequence {
    public func makeIterator() -> Zip2Sequence<[String], [JSON]>.Iterator { zip(keys, values).makeIterator() }
}

extension JSONObject: Hashable {
    public static func == (a: JSONObject, b: JSONObject) -> Bool {
        if a.keys == b.keys { return a.values == b.values }
        guard a.count == b.count else { return false }
        return zip(a.keys, a.values).allSatisfy { b[$0] == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in self {
            var member = Hasher()
            member.combine(key)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
