import Base
import Casework
import Evidence
import Foundation
import Records
import Store
import StoreSQLite
@testable import Tenancy
import Testing
import Wire

/// Batches: many mutations share a commit, none is answered before it, and a commit in doubt loses and doubles nothing
/// (why.md B15).
@Suite struct CommitTests {
    @Test func aThousandPushesShareTheirCommits() async throws {
        // Counted where SQLite asks the system to sync, in files opened from here on.
        SyncCounter.install()
        let house = try House(.sqlite)
        let partition = try await house.tenant()
        let before = partition.commits
        let syncs = SyncCounter.count(under: house.folder)
        let answers = await withTaskGroup(of: Answer.self) { group in
            for subject in 1...1_000 {
                group.addTask {
                    let person = Person(Int64(subject))
                    let put: JSON = ["id": .string("r\(subject)"), "feed": .string("e/\(subject)"), "name": "x"]
                    return await person.push(partition, [.init(n: 1, op: "test.put", a: put)])
                }
            }
            return await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0.words == ["ok"] })
        let (commits, synced) = (partition.commits - before, SyncCounter.count(under: house.folder) - syncs)
        #expect(synced <= 125, "\(synced) fsyncs")
        // The counter counts: no commit without its sync.
        #expect(synced >= commits && commits > 0, "\(commits) commits, \(synced) fsyncs")
        let leaves = Set(answers.compactMap { $0.result(0)?["leaf"]?.intValue })
        #expect(leaves.count == 1_000)
    }

    /// Every act is sent again until it is answered; commits fail in both kinds at random.
    @Test(arguments: Kind.allCases) func failingCommitsLoseAndDoubleNothing(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let random = SeededRandom(seed: 42)
        for round in 0..<30 {
            let fault: FaultPlan.Fault = random.below(2) == 0 ? .notWritten : .writtenButReportedFailed
            if random.below(3) > 0 { house.faults.plan(fault, after: random.below(3)) }
            await withTaskGroup(of: Void.self) { group in
                for subject in 1...6 {
                    group.addTask {
                        let person = Person(Int64(subject))
                        let a: JSON = [
                            "id": .string("r\(subject)-\(round)"), "feed": .string("e/\(subject)"), "name": "x", "fresh": true,
                        ]
                        for _ in 0..<10 {
                            let answer = await person.push(partition, [.init(n: Int64(round + 1), op: "test.put", a: a)])
                            if answer.words == ["ok"] || answer.words == ["dup ok"] { return }
                        }
                        Issue.record("never answered")
                    }
                }
            }
        }
        let (rows, leaves, lasts) = try await partition.read { reader in
            var rows = 0
            for subject in 1...6 { rows += try reader.records(Department.self, in: .employee("\(subject)"), limit: 1000).count }
            let lasts = try (1...6).map { try reader.snapshot.queue("d\($0).0")?.last }
            return (rows, try reader.snapshot.head().leaves, lasts)
        }
        #expect(rows == 180 && leaves == 181)
        try await LogCheck.verify(partition)
        #expect(lasts.allSatisfy { $0 == 30 })
    }

    @Test(arguments: Kind.allCases) func aFullDiskIsAWaitAndNothingElse(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let person = Person(1)
        house.faults.setDiskFull(true)
        for _ in 0..<5 { _ = try await person.push(partition, 1, "void", [:]) }
        let full = try await person.push(partition, 1, "void", [:])
        #expect(full.error?.code == .unavailable)
        #expect(house.alarms.recent == [.diskFull(tenant: partition.tenant.number)], "told once, not per attempt")
        _ = try await partition.pull(PullRequest(cursor: nil), for: person.principal)
        house.faults.setDiskFull(false)
        house.clock.advance(ms: 60_000)
        #expect(try await person.push(partition, 1, "void", [:]).words == ["ok"])
        #expect(house.alarms.recent.last == .diskHasRoom)
    }

    @Test func copiesOfOneActInOneBatchShareTheAnswer() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1)
        let a: JSON = ["id": "r1", "feed": "e/1", "name": "x", "fresh": true]
        let words = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<50 { group.addTask { await person.push(partition, [.init(n: 1, op: "test.put", a: a)]).words } }
            return await group.reduce(into: Set<[String]>()) { $0.insert($1) }
        }
        #expect(words.isSubset(of: [["ok"], ["dup ok"]]))
        #expect(try await partition.read { try $0.snapshot.head().leaves } == 2)
    }

    /// Readers pull while writers commit: what a page has passed by never appears below its cursor later.
    @Test(arguments: Kind.allCases) func aReaderNeverMissesACommitThatOvertookIt(_ kind: Kind) async throws {
        let house = try House(kind)
        let partition = try await house.tenant()
        let reader = Person(99).principal
        try await partition.system("test") { try $0.addGrant(subject: 99, feed: .hr, until: nil) }
        let writers = Task {
            await withTaskGroup(of: Void.self) { group in
                for subject in 1...8 {
                    group.addTask {
                        let person = Person(Int64(subject))
                        for n in 1...40 {
                            let a: JSON = ["id": .string("r\(subject)-\(n)"), "feed": "q/hr", "name": "x"]
                            _ = await person.push(partition, [.init(n: Int64(n), op: "test.put", a: a)])
                        }
                    }
                }
            }
        }
        var client = ModelClient()
        let session = PullSession()
        for _ in 0..<2_000 where client.rows.count < 320 {
            let page = try await partition.pull(PullRequest(cursor: client.cursor, session: session, budget: 700), for: reader)
            client.apply(try JSON(parsing: page))
            if !client.more { await Task.yield() }
        }
        await writers.value
        repeat {
            let page = try await partition.pull(PullRequest(cursor: client.cursor, session: session), for: reader)
            client.apply(try JSON(parsing: page))
        } while client.more
        #expect(client.rows.count == 320)
    }

    @Test func pushesOfOneQueueAreTakenInArrivalOrder() async throws {
        let house = try House(.memory)
        let partition = try await house.tenant()
        let person = Person(1, signed: true)
        var batches: [[PushRequest.Mutation]] = []
        // The first push takes longest to verify, the last shortest.
        var n: Int64 = 0
        for size in stride(from: 40, to: 0, by: -5) {
            var batch: [PushRequest.Mutation] = []
            for _ in 0..<size {
                n += 1
                batch.append(try person.mutation(n, "void", [:]))
            }
            batches.append(batch)
        }
        var tasks: [Task<Answer, Never>] = []
        for batch in batches { tasks.append(Task.immediate { await person.push(partition, batch) }) }
        for task in tasks { #expect(await task.value.error == nil) }
        #expect(try await partition.read { try $0.snapshot.queue("d1.0")?.last } == n)
    }
}
