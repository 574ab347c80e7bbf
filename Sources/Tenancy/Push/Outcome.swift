import Base
import Casework
import Records
import Wire

/// What became of one mutation.
enum Outcome {
    /// The result's members, without the leaf's index.
    case ok(JSON?)
    case no(ErrorCode, JSON)
    case conflict(JSON)
    /// Not consumed; the queue stops here.
    case wait(ErrorCode, JSON?)

    init(_ refusal: Refusal) {
        switch refusal {
        case .no(let code, _, _, _): self = .no(code, refusal.body())
        case .conflict: self = .conflict(refusal.body())
        case .wait(let code): self = .wait(code, nil)
        }
    }

    /// As stored: 0 for ok.
    var code: Int32 {
        switch self {
        case .ok: 0
        case .no(let code, _), .wait(let code, _): Int32(code.rawValue)
        case .conflict: Int32(ErrorCode.conflict.rawValue)
        }
    }

    /// Writes the tail of a result element: `"ok",{…}`, `"no",1405,{…}`, `"cf",1404,{…}`, `"wait",1001`.
    static func write(code: Int32, data: [UInt8]?, into writer: inout JSONWriter) {
        switch code {
        case 0: writer.string("ok")
        case Int32(ErrorCode.conflict.rawValue):
            writer.string("cf")
            writer.int(code)
        default:
            writer.string("no")
            writer.int(code)
        }
        if let data { writer.raw(data) }
    }

    /// The object that travels and is stored: result with the leaf's index, or the refusal.
    func data(leaf: Int64?) -> [UInt8]? {
        switch self {
        case .ok(let result):
            var members = result?.objectValue ?? JSONObject()
            if let leaf { members["leaf"] = .int(leaf) }
            return JSON.object(members).bytes
        case .no(_, let data), .conflict(let data): return data.bytes
        case .wait(_, let data): return data?.bytes
        }
    }

    /// `[n, …tail]`.
    static func element(_ n: Int64, code: Int32, data: [UInt8]?, dup: Bool = false) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + (data?.count ?? 0))
        writer.beginArray()
        writer.int(n)
        if dup { writer.string("dup") }
        write(code: code, data: data, into: &writer)
        writer.endArray()
        return writer.finish()
    }

    static func waiting(_ n: Int64, _ code: ErrorCode, _ data: JSON?) -> [UInt8] {
        var writer = JSONWriter(capacity: 64)
        writer.beginArray()
        writer.int(n)
        writer.string("wait")
        writer.int(code.rawValue)
        if let data { writer.value(data) }
        writer.endArray()
        return writer.finish()
    }
}
