import Base
import Casework
import Records
import Wire

/// A value for every kind of column, so that records and arguments can be made from their declarations.
enum Sample {
    static func record(_ schema: CollectionSchema, full: Bool, id: String = "x1") -> JSON {
        var members: [(String, JSON)] = [("id", .string(id))]
        for column in schema.columns.dropFirst(2) where full || !column.optional {
            members.append((column.name, value(column, full: full)))
        }
        return .object(JSONObject(members))
    }

    static func object(_ columns: [Column], full: Bool) -> JSON {
        .object(JSONObject(columns.filter { full || !$0.optional }.map { ($0.name, value($0, full: full)) }))
    }

    static func value(_ column: Column, full: Bool) -> JSON {
        switch column.kind {
        case .text: return .string("x-" + column.name)
        case .int: return 7
        case .bool: return true
        case .money: return 1_234
        case .date: return "2026-11-20"
        case .time: return "2026-11-20T10:00:00.000+08:00"
        case .enumeration(let words): return .string(words.first ?? "")
        case .json:
            switch column.shape {
            case .texts: return full ? ["x"] : []
            case .object(let members): return object(members, full: full)
            case .list(let members): return full ? [object(members, full: full)] : []
            case .open, nil: return [:]
            }
        }
    }
}
