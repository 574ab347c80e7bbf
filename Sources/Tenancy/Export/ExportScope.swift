import Base
package import Wire

/// What a bundle takes in (`evidence.export`).
package enum ExportScope: Sendable, Equatable {
    /// The asker's own file.
    case own
    /// What concerns one employee, as far as the asker's roles and purposes go.
    case person(String)
    /// Leaves by number; both ends are taken in, nil is the log's own.
    case leaves(from: Int64?, to: Int64?)
    /// Leaves by their time in ms, both ends taken in.
    case time(from: Int64?, to: Int64?)

    /// −32602 with the member at fault.
    package init(_ json: JSON) throws(RPCError) {
        func number(_ name: String) -> Int64? { json[name]?.intValue }
        switch json["kind"]?.stringValue {
        case "own": self = .own
        case "case":
            guard let employee = json["employee"]?.stringValue else { throw .params(field: "scope.employee", reason: "missing") }
            self = .person(employee)
        case "range":
            let (leaves, times) = ((number("from_leaf"), number("to_leaf")), (number("from"), number("to")))
            guard (leaves.0 == nil && leaves.1 == nil) || (times.0 == nil && times.1 == nil) else {
                throw .params(field: "scope.from", reason: "value")
            }
            let isByTime = times.0 != nil || times.1 != nil
            let (low, high) = isByTime ? times : leaves
            if let low, let high, low > high { throw .params(field: isByTime ? "scope.to" : "scope.to_leaf", reason: "range") }
            self = isByTime ? .time(from: low, to: high) : .leaves(from: low, to: high)
        default: throw .params(field: "scope.kind", reason: "value")
        }
    }

    package var json: JSON {
        var members: JSONObject = ["kind": .string(kind)]
        func set(_ name: String, _ value: Int64?) { if let value { members[name] = .int(value) } }
        switch self {
        case .own: break
        case .person(let employee): members["employee"] = .string(employee)
        case .leaves(let from, let to):
            set("from_leaf", from)
            set("to_leaf", to)
        case .time(let from, let to):
            set("from", from)
            set("to", to)
        }
        return .object(members)
    }

    /// The word on the wire.
    package var kind: String {
        switch self {
        case .own: "own"
        case .person: "case"
        case .leaves, .time: "range"
        }
    }
}
