import Base
import Casework
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Wire

/// Runs one transcript of `protocol/vectors` against a server in this process, as its README says.
final class Transcript {
    struct Failure: Error, CustomStringConvertible {
        var line: Int
        var what: String
        var description: String { "line \(line): \(what)" }
    }

    private let stand: Stand
    private let people: [Role: TestPerson]
    private var saved: [String: JSON] = [:]
    private var speaker: Speaker?
    private var devices: [String: TestDevice] = [:]
    private var deviceName = "first"
    private var nonce = JSON.null
    /// The last number of each queue: a device that signs in again goes on where it was.
    private var numbers: [String: Int64] = [:]
    /// Answers that came while another was awaited.
    private var arrived: [JSON] = []
    private var line = 0
    /// Whether a `hello` that the runner says offers compression.
    private let packed: Bool

    init(_ stand: Stand, people: [Role: TestPerson], packed: Bool = false) {
        self.stand = stand
        self.people = people
        self.packed = packed
    }

    func run(_ text: String) async throws {
        for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            line = index + 1
            guard let mark = row.first, mark != "#" else { continue }
            let json = try parse(row.dropFirst())
            switch mark {
            case "!": try await directive(json)
            case ">": try send(json)
            case "<": try await expect(json)
            case "*": try await notification(json)
            default: throw Failure(line: line, what: "no line of a transcript: \(row)")
            }
        }
    }

    private func parse(_ text: Substring) throws -> JSON {
        do { return try JSON(parsing: Array(text.drop { $0 == " " }.utf8)) } catch {
            throw Failure(line: line, what: "not JSON: \(text)")
        }
    }

    private func current() throws -> Speaker {
        guard let speaker else { throw Failure(line: line, what: "no connection yet") }
        return speaker
    }

    // MARK: Directives

    private func directive(_ json: JSON) async throws {
        guard let name = json.objectValue?.keys.first, let value = json[name] else { throw Failure(line: line, what: "empty directive") }
        switch name {
        case "connect": connect(.tenants)
        case "hello": try await hello()
        case "as": try await signIn(as: value.stringValue ?? "")
        case "device": deviceName = value.stringValue ?? "first"
        case "raw": try current().send(bytes: Array((value.stringValue ?? "").utf8) + [10])
        case "raw_hex": try current().send(bytes: Hex.decode(value.stringValue ?? "") ?? [])
        case "repeat":
            saved[json["as"]?.stringValue ?? ""] = .string(
                String(repeating: json["of"]?.stringValue ?? "", count: Int(value.intValue ?? 0)))
        case "closed":
            let speaker = try current()
            await speaker.settle()
            guard speaker.transport.isClosed else { throw Failure(line: line, what: "the connection is open") }
        case "wait_ms":
            await speaker?.settle(ms: 1)
            stand.advance(ms: value.intValue ?? 0)
        default: throw Failure(line: line, what: "unknown directive \(name)")
        }
    }

    private func connect(_ door: Door) {
        speaker?.connection.disconnected()
        speaker = Speaker(stand, door: door)
        arrived = []
    }

    private func hello() async throws {
        let members: JSON = ["v": [1, 1], "app": "vectors/1.0", "schema": 1, "lang": "zh-Hans"]
        let answer = try await packed ? current().helloPacked(members) : current().call("hello", members)
        nonce = answer["nonce"] ?? .null
    }

    private func signIn(as role: String) async throws {
        if role == "operator" {
            speaker?.connection.disconnected()
            speaker = try await stand.operatorSession()
            return
        }
        guard let role = Role(rawValue: role), let person = people[role] else { throw Failure(line: line, what: "no such role") }
        connect(.tenants)
        try await hello()
        let key = devices[deviceName] ?? TestDevice(deviceName)
        devices[deviceName] = key
        try await current().signIn(person, device: key)
        saved["device"] = .string(try current().device)
        saved["queue"] = .string(try current().queue)
        saved["who"] = try current().who
    }

    // MARK: Lines

    private func send(_ template: JSON) throws {
        var message = try fill(template)
        for path in ["params", "push"] { message = try signed(message, path) }
        try current().send(bytes: message.bytes + [10])
    }

    /// Mutations without `sig` are signed with the session's key.
    private func signed(_ message: JSON, _ path: String) throws -> JSON {
        guard case .object(var whole) = message, var params = whole["params"]?.objectValue else { return message }
        let inside = path == "push" ? params["push"]?.objectValue : params
        guard var push = inside, let muts = push["muts"]?.arrayValue else { return message }
        push["muts"] = .array(
            try muts.map { mutation in
                guard case .object(let members) = mutation, members["sig"] == nil, let n = members["n"]?.intValue,
                    let op = members["op"]?.stringValue, let a = members["a"]
                else { return mutation }
                return try current().mutation(op, a, n: n, when: members["when"], condition: members["if"])
            })
        if path == "push" { params["push"] = .object(push) } else { params = push }
        whole["params"] = .object(params)
        return .object(whole)
    }

    private func expect(_ pattern: JSON) async throws {
        if pattern["id"] == "$any" { return try match(try await next { $0["method"] == nil }, pattern, "") }
        let id = try fill(pattern["id"] ?? .null)
        if case .array = pattern { return try match(try await next { $0.arrayValue != nil }, pattern, "") }
        try match(try await next { $0["id"] == id && $0["method"] == nil }, pattern, "")
    }

    private func notification(_ pattern: JSON) async throws {
        let method = pattern["method"]
        try match(try await next { $0["method"] == method && $0["id"] == nil }, pattern, "")
    }

    private func next(_ wanted: (JSON) -> Bool) async throws -> JSON {
        if let at = arrived.firstIndex(where: wanted) { return arrived.remove(at: at) }
        while let message = try await current().next() {
            if wanted(message) { return message }
            arrived.append(message)
        }
        throw Failure(line: line, what: "no such answer; there are: \(arrived.map { String(decoding: $0.bytes, as: UTF8.self) })")
    }

    // MARK: Values

    private func value(_ name: Substring) throws -> JSON {
        if name.hasPrefix("new:") {
            let id = JSON.string(stand.random.recordID())
            saved[String(name.dropFirst(4))] = id
            return id
        }
        if name == "n" {
            let queue = try current().queue
            numbers[queue, default: 0] += 1
            return .int(numbers[queue] ?? 0)
        }
        if name.hasPrefix("day:"), let days = Int(name.dropFirst(4)), let day = stand.clock.now().date()?.adding(days: days) {
            return .string("\(day)")
        }
        if name == "nonce" { return nonce }
        if name == "tenant" { return .string(Stand.tenant) }
        if let known = saved[String(name)] { return known }
        let parts = name.split(separator: ".")
        if parts.count == 2, let person = Role(rawValue: String(parts[0])).flatMap({ people[$0] }) {
            switch parts[1] {
            case "staff_no": return .string(person.staffNo)
            case "password": return .string(person.password)
            case "employee": return .string(person.employee)
            case "account": return .string(person.account)
            default: break
            }
        }
        throw Failure(line: line, what: "nothing is known as $\(name)")
    }

    private func fill(_ json: JSON) throws -> JSON {
        switch json {
        case .string(let text):
            if text.hasPrefix("${") || text.contains("${") { return .string(try fill(text: text)) }
            return text.hasPrefix("$") ? try value(text.dropFirst()) : json
        case .array(let elements): return .array(try elements.map(fill))
        case .object(let object): return .object(JSONObject(try object.map { (try fill(text: $0.0), try fill($0.1)) }))
        default: return json
        }
    }

    private func fill(text: String) throws -> String {
        var out = ""
        var rest = Substring(text)
        while let start = rest.range(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            out += rest[..<start.lowerBound]
            let found = try value(rest[start.upperBound..<end])
            out += found.stringValue ?? String(decoding: found.bytes, as: UTF8.self)
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    // MARK: Matching

    private func match(_ actual: JSON?, _ pattern: JSON, _ path: String) throws {
        func fail(_ what: String) -> Failure {
            let seen = actual.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "nothing"
            return Failure(line: line, what: "\(path): \(what), got \(seen.prefix(600))")
        }
        switch pattern {
        case .string(let text) where text.contains("${"):
            guard actual == .string(try fill(text: text)) else { throw fail("expected \(text)") }
        case .string(let text) where text.hasPrefix("$"): try match(actual, named: text.dropFirst(), path, fail)
        case .object(let members) where members.keys == ["$some"]:
            let wanted = pattern["$some"] ?? .null
            let found = try actual?.arrayValue?.contains { element in
                do {
                    try match(element, wanted, path)
                    return true
                } catch is Failure { return false }
            }
            guard found == true else { throw fail("no element like \(wanted)") }
        case .object(let members):
            guard actual?.objectValue != nil else { throw fail("no object") }
            for (name, wanted) in members {
                let key = try fill(text: name)
                try match(actual?[key], wanted, "\(path).\(key)")
            }
        case .array(let wanted):
            guard let elements = actual?.arrayValue else { throw fail("no array") }
            let open = wanted.last == "$rest"
            let fixed = open ? Array(wanted.dropLast()) : wanted
            guard open ? elements.count >= fixed.count : elements.count == fixed.count else { throw fail("\(elements.count) elements") }
            for (index, element) in fixed.enumerated() { try match(elements[index], element, "\(path)[\(index)]") }
        default: guard actual == pattern else { throw fail("expected \(pattern)") }
        }
    }

    private func match(_ actual: JSON?, named name: Substring, _ path: String, _ fail: (String) -> Failure) throws {
        if name == "absent" {
            guard actual == nil else { throw fail("must not be there") }
            return
        }
        guard let actual else { throw fail("missing") }
        let fits: Bool
        switch name {
        case "any": fits = true
        case "int": fits = actual.intValue != nil
        case "str": fits = actual.stringValue != nil
        case "bool": fits = actual.boolValue != nil
        case "array": fits = actual.arrayValue != nil
        case "object": fits = actual.objectValue != nil
        case _ where name.hasPrefix("save:"):
            saved[String(name.dropFirst(5))] = actual
            fits = true
        case _ where name.hasPrefix("contains:"): fits = actual.stringValue?.contains(name.dropFirst(9)) ?? false
        default: fits = try value(name) == actual
        }
        guard fits else { throw fail("is not $\(name)") }
    }
}
