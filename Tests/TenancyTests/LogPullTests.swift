import Base
import Casework
import Evidence
import Foundation
import Records
@testable import Tenancy
import Testing
import Wire

/// When a page carries the newest checkpoint (protocol §6).
@Suite struct LogPullTests {
    @Test func aPageCarriesTheCheckpointWhenItMust() async throws {
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        try await partition.system("test", leaf: .system) { try $0.addGrant(subject: 1, feed: .employee("1"), until: nil) }
        let (person, session) = (Person(1), PullSession())
        var cursor: String?
        func pull(ck: Int64? = nil) async throws -> Int64? {
            let request = PullRequest(cursor: cursor, session: session, checkpoint: ck)
            let page = try JSON(parsing: try await partition.pull(request, for: person.principal))
            cursor = page["cur"]?.stringValue ?? cursor
            return page["ckpt"]?.stringValue.flatMap { SignedNote(parsing: $0) }.flatMap { Checkpoint(parsing: $0.text) }?.size
        }
        #expect(try await pull() == 2, "the first page of a connection")
        #expect(try await pull() == nil, "nothing new")
        try await partition.system("test", leaf: .system) { try $0.put(Department(id: "a", name: "a", status: .active), in: .employee("1")) }
        #expect(try await pull() == nil, "others' leaves are no reason")
        _ = try await person.push(partition, 1, "void", [:])
        #expect(try await pull() == 4, "the own queue moved on")
        #expect(try await pull() == nil)
        #expect(try await pull(ck: 3) == 4, "asked for")
        #expect(try await pull(ck: 4) == nil, "held already")
        house.clock.advance(ms: Limits.checkpointMs)
        #expect(try await pull() == 4, "once a day")
        #expect(try await pull() == nil)
    }
}
