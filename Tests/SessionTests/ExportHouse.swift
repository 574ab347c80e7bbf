import Archive
import Base
import Casework
import Crypto
import Evidence
import Foundation
import Methods
import Records
import Support
import Tenancy
import Testing
import Wire

/// A server with people who have something to export, and what tests do with bundles.
struct ExportHouse {
    let stand: Stand
    let people: [Role: TestPerson]

    init(stand: Stand, people: [Role: TestPerson]) {
        (self.stand, self.people) = (stand, people)
    }

    init(seed: UInt64 = 1) async throws {
        stand = try Stand(seed: seed)
        try await stand.makeTenant()
        people = try await stand.hireAll()
    }

    func person(_ role: Role) throws -> TestPerson { try #require(people[role]) }
    func speaker(_ role: Role) async throws -> Speaker { try await stand.session(try person(role)) }

    /// Some acts of a person: an appeal, a claim with a document, and one that is refused.
    @discardableResult
    func act(_ speaker: Speaker, canary: String) async throws -> [UInt8] {
        let random = stand.random
        let document = Array("%PDF-1.4 \(canary)-DOCUMENT".utf8) + random.bytes(300_000)
        let hash = try await upload(document, speaker)
        let appeal: JSON = [
            "id": .string(random.recordID()), "kind": "general", "subject": .string("\(canary)-SUBJECT"), "description": "十月加班漏记",
        ]
        try #require(try await speaker.push("appeal.submit", appeal).first == "ok")
        let day = try #require(stand.clock.now().adding(seconds: -86_400).date())
        let line: JSON = [
            "line": "1", "date": .string("\(day)"), "type": "transport", "amount": 23_550, "description": .string("\(canary)-LINE"),
            "receipts": [.string(hash)],
        ]
        let claim = try await speaker.push("reimbursement.submit", ["id": .string(random.recordID()), "lines": [line]])
        try #require(claim.first == "ok", "\(claim)")
        try #require(try await speaker.push("leave.request", ["id": "short", "type": "sick", "from": "2026-11-25", "to": "2026-11-26"]).first == "no")
        return document
    }

    func upload(_ bytes: [UInt8], _ speaker: Speaker) async throws -> String {
        let pieces = stride(from: 0, to: bytes.count, by: Limits.blobChunkBytes).map { Array(bytes[$0..<min($0 + Limits.blobChunkBytes, bytes.count)]) }
        let hash = Base64URL.encode(ContentHasher.hash(bytes))
        var offset = 0
        for piece in pieces {
            _ = try await speaker.call("blob.put", [
                "hash": .string(hash), "size": .int(Int64(bytes.count)), "media": "application/pdf", "name": "票据.pdf",
                "off": .int(Int64(offset)), "data": .string(Base64URL.encode(piece)),
            ])
            offset += piece.count
        }
        return hash
    }

    /// Asks for a bundle, waits for it, fetches it.
    func export(_ speaker: Speaker, _ scope: JSON, _ more: [(String, JSON)] = [], id: String? = nil) async throws -> Bundle {
        let id = id ?? stand.random.recordID()
        let asked: [(String, JSON)] = [("id", .string(id)), ("scope", scope)] + more
        _ = try await speaker.call("evidence.export", .object(JSONObject(asked)))
        return try await fetch(speaker, id)
    }

    func wait(_ speaker: Speaker, _ id: String) async throws -> JSON {
        while true {
            let status = try await speaker.call("evidence.export_status", ["id": .string(id)])
            if status["status"] != "running" { return status }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func fetch(_ speaker: Speaker, _ id: String) async throws -> Bundle {
        let status = try await wait(speaker, id)
        try #require(status["status"] == "done", "\(status)")
        let hash = try #require(status["hash"])
        var bytes: [UInt8] = []
        while true {
            let chunk = try await speaker.call("blob.get", ["hash": hash, "off": .int(Int64(bytes.count))])
            bytes += try #require(chunk["data"]?.stringValue.flatMap { Base64URL.decode($0) })
            if chunk["more"] != true { break }
        }
        #expect(Int64(bytes.count) == status["size"]?.intValue)
        return try Bundle(bytes)
    }

    func key() async throws -> NoteVerifier {
        let text = try await stand.partition().read { try $0.keyLines().last?.key ?? "" }
        return try #require(NoteVerifier(parsing: text))
    }
}

/// A bundle taken apart.
struct Bundle {
    let bytes: [UInt8]
    let members: [String: [UInt8]]
    let manifest: Manifest

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        let reader = try ZipReader(MemorySource(bytes))
        var members: [String: [UInt8]] = [:]
        for member in reader.members { members[member.path] = try reader.read(member.path, limit: 1 << 28) }
        self.members = members
        manifest = try Manifest(bytes: members[Manifest.path] ?? [])
    }

    func verdict(_ pin: Pin) -> Evidence.Verdict { FileVerifier.verify(MemorySource(bytes), pin: pin) }

    func lines(_ path: String) -> [JSON] {
        (members[path] ?? []).split(separator: 0x0A).compactMap { try? JSON(parsing: Array($0)) }
    }

    var records: [JSON] { lines("records.jsonl") }
    var leaves: [JSON] { lines("leaves.jsonl") }
    /// Bodies of the leaves that are shown.
    var bodies: [JSON] {
        leaves.compactMap { leaf in leaf["body"]?.stringValue.flatMap { Base64URL.decode($0) }.flatMap { try? JSON(parsing: $0) } }
    }
    var attachments: [String] { members.keys.filter { $0.hasPrefix("attachments/") } }

    /// Where a text stands: members, and bodies by their operation.
    func places(_ text: String) -> [String] {
        members.filter { String(decoding: $0.value, as: UTF8.self).contains(text) }.map(\.key)
            + bodies.filter { $0.description.contains(text) }.map { "body of \($0["op"]?.stringValue ?? "")" }
    }

    func holds(_ text: String) -> Bool { !places(text).isEmpty }
}
