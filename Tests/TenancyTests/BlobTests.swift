import Base
import Casework
import Crypto
import Evidence
import Records
import Store
@testable import Tenancy
import Testing
import Wire

/// Attachments: resumable, sealed, and readable only through a record the caller may read (protocol §8, why.md S25).
@Suite struct BlobTests {
    private struct File {
        let bytes: [UInt8]

        init(_ size: Int, seed: UInt64 = 5) { bytes = SeededRandom(seed: seed).bytes(size) }

        var chunks: [[UInt8]] {
            stride(from: 0, to: bytes.count, by: Limits.blobChunkBytes).map {
                Array(bytes[$0..<min($0 + Limits.blobChunkBytes, bytes.count)])
            }
        }
        var hash: String {
            Base64URL.encode(Array(SHA256.hash(data: chunks.flatMap { Array(SHA256.hash(data: $0)) })))
        }
        func put(_ index: Int, hash: String? = nil) -> JSON {
            [
                "hash": .string(hash ?? self.hash), "size": .int(Int64(bytes.count)), "media": "application/pdf",
                "off": .int(Int64(index * Limits.blobChunkBytes)), "data": .string(Base64URL.encode(chunks[index])),
            ]
        }
    }

    private func json(_ bytes: [UInt8]) throws -> JSON { try JSON(parsing: bytes) }

    @Test(arguments: Kind.allCases) func anUploadGoesOnWhereItStopped(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let person = Person(1).principal
        let file = File(Limits.blobChunkBytes * 2 + 100)
        let stat: JSON = ["hash": .string(file.hash)]
        #expect(try json(try await partition.blobStat(stat, for: person)) == ["have": false, "received": 0])
        _ = try await partition.blobPut(file.put(0), for: person)
        let goOn = RPCError(.blobOffset, value: Int64(Limits.blobChunkBytes))
        await #expect(throws: goOn) { try await partition.blobPut(file.put(2), for: person) }
        // The answer to the first chunk was lost.
        await #expect(throws: goOn) { try await partition.blobPut(file.put(0), for: person) }
        _ = try await partition.blobPut(file.put(1), for: person)
        #expect(try json(try await partition.blobPut(file.put(2), for: person))["have"] == true)
        #expect(try json(try await partition.blobStat(stat, for: person))["have"] == true)
        // Nobody learns that somebody else holds the same document.
        #expect(try json(try await partition.blobStat(stat, for: Person(2).principal))["have"] == false)
        var read: [UInt8] = []
        var more = true
        while more {
            let page = try json(try await partition.blobGet(["hash": .string(file.hash), "off": .int(Int64(read.count))], for: person))
            read += try #require(page["data"]?.stringValue.flatMap { Base64URL.decode($0) })
            more = page["more"]?.boolValue ?? false
        }
        #expect(read == file.bytes)
    }

    @Test func aWrongHashIsThrownAway() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1).principal
        let (file, other) = (File(1000), File(1000, seed: 6))
        await #expect(throws: RPCError.self) { try await partition.blobPut(file.put(0, hash: other.hash), for: person) }
        #expect(try json(try await partition.blobStat(["hash": .string(other.hash)], for: person)) == ["have": false, "received": 0])
    }

    @Test func aRecordOpensItsBlobToWhoMayReadTheRecord() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let (owner, reader, stranger) = (Person(1), Person(2).principal, Person(3).principal)
        let file = File(5000)
        _ = try await partition.blobPut(file.put(0), for: owner.principal)
        try await partition.system("test") { try $0.addGrant(subject: 2, feed: .hr, until: nil) }
        let a: JSON = ["id": "r1", "feed": "q/hr", "name": "x", "blob": .string(file.hash)]
        #expect(try await owner.push(partition, 1, "test.put", a).words == ["ok"])
        let get: JSON = ["hash": .string(file.hash), "ref": "department/r1", "off": 0]
        #expect(try json(try await partition.blobGet(get, for: reader))["size"] == 5000)
        await #expect(throws: RPCError(.notFound)) { try await partition.blobGet(get, for: stranger) }
        await #expect(throws: RPCError(.notFound)) { try await partition.blobGet(["hash": .string(file.hash), "off": 0], for: reader) }
        // Referred to, it stays; an orphan dies after a day.
        let orphan = File(100, seed: 9)
        _ = try await partition.blobPut(orphan.put(0), for: owner.principal)
        house.clock.advance(ms: Limits.blobOrphanMs + 1)
        #expect(await partition.sweepBlobs() == 1)
        #expect(try json(try await partition.blobGet(get, for: reader))["size"] == 5000)
        #expect(try json(try await partition.blobStat(["hash": .string(orphan.hash)], for: owner.principal))["have"] == false)
    }
}
