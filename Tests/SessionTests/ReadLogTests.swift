import Base
import Casework
import Crypto
import Foundation
import Methods
import Records
import Support
import Tenancy
import Testing
import Wire

/// Whoever reads another's pay or papers leaves a line in that person's read log, before the answer: also by a later piece, also by a list.
@Suite("The read log")
struct ReadLogTests {
    private func log(_ speaker: Speaker) async throws -> [JSON] { try await speaker.call("evidence.log")["items"]?.arrayValue ?? [] }

    @Test("A later chunk of another's paper is an access of its own: nobody gets it without one, and nobody who may not by skipping the first")
    func laterChunks() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let people = try await stand.hireAll()
        let owner = try await stand.session(try #require(people[.employee]))
        let content = SeededRandom(seed: 8).bytes(Limits.blobChunkBytes + 1_000)
        let chunks = [Array(content[..<Limits.blobChunkBytes]), Array(content[Limits.blobChunkBytes...])]
        let hash = Base64URL.encode(Array(SHA256.hash(data: Data(chunks.flatMap { Array(SHA256.hash(data: $0)) }))))
        for (index, chunk) in chunks.enumerated() {
            _ = try await owner.call(
                "blob.put",
                [
                    "hash": .string(hash), "size": .int(Int64(content.count)), "media": "application/pdf",
                    "off": .int(Int64(index * Limits.blobChunkBytes)), "data": .string(Base64URL.encode(chunk)),
                ])
        }
        let id = stand.random.recordID()
        let appeal: JSON = [
            "id": .string(id), "kind": "general", "subject": "s", "description": "d", "attachments": [.string(hash)],
        ]
        #expect(try await owner.push("appeal.submit", appeal).first == "ok")
        let later: JSON = ["hash": .string(hash), "ref": .string("appeal/\(id)"), "off": .int(Int64(Limits.blobChunkBytes)), "purpose": "handle"]
        // Whoever may not read the appeal gets no piece of its paper, wherever it begins.
        for role in [Role.manager, .finance] {
            let other = try await stand.session(try #require(people[role]))
            #expect(try await other.refusal("blob.get", later)?.code == .notFound, "\(role)")
        }
        #expect(try await log(owner).isEmpty)
        let hr = try await stand.session(try #require(people[.hr]))
        for count in 1...2 {
            let answer = try await hr.call("blob.get", later)
            #expect(answer["data"] == .string(Base64URL.encode(chunks[1])) && answer["more"] == false)
            let items = try await log(owner)
            #expect(items.count == count && items[0]["op"] == "blob.get" && items[0]["purpose"] == "handle")
        }
        // One's own papers are read without a line.
        _ = try await owner.call("blob.get", ["hash": .string(hash), "ref": .string("appeal/\(id)"), "off": .int(Int64(Limits.blobChunkBytes))])
        #expect(try await log(owner).count == 2)
        try await stand.remove()
    }

    @Test("Drafts behind more than 5,000 others are found, and only those who are shown stand in somebody's read log")
    func drafts() async throws {
        let stand = try Stand(.memory)
        try await stand.makeTenant()
        let people = try await stand.hireAll()
        let (seen, unseen) = (try #require(people[.employee]), try #require(people[.manager]))
        let partition = try await stand.partition()
        let day = try #require(LocalDate("2026-10-01"))
        // One write holds so many rows of one feed.
        for block in 0..<53 {
            try await partition.system("test.drafts") { writer in
                for index in 0..<100 {
                    let number = 10_000 + block * 100 + index
                    let last = number == 15_299
                    try writer.put(
                        Payslip(
                            id: String(number), employee: last ? seen.employee : unseen.employee, period: last ? "2026-10" : "2026-09",
                            startDate: day, endDate: day, status: .draft, version: 1, currency: "CNY", grossPay: .zero, totalDeduction: .zero,
                            netPay: .zero, answer: .none), in: .pay, isNew: true)
                }
            }
        }
        let finance = try await stand.session(try #require(people[.finance]))
        var found: [String] = []
        var calls = 0
        var after: JSON?
        repeat {
            var params: [(String, JSON)] = [("period", "2026-10")]
            if let after { params.append(("after", after)) }
            let answer = try await finance.call("payslip.drafts", .object(JSONObject(params)))
            found += answer["drafts"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
            after = answer["more"] == true ? answer["after"] : nil
            calls += 1
        } while after != nil && calls < 5
        #expect(found == ["15299"] && calls == 2)
        let items = try await log(try await stand.session(seen))
        #expect(items.count == 1 && items[0]["op"] == "payslip.drafts" && items[0]["purpose"] == "payroll")
        #expect(items[0]["actor"]?["employee"] == .string(try #require(people[.finance]).employee))
        #expect(try await log(try await stand.session(unseen)).isEmpty)
        try await stand.remove()
    }
}
