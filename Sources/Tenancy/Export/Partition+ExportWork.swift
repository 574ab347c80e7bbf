import Base
import Casework
package import Evidence
import Records
package import Store
import Wire

extension Partition {
    /// Makes the bundle of an account's job and keeps it as a blob of the account's. What a crash interrupts is begun again, up to
    /// `Limits.exportTries`; the file can be fetched when it is whole, never before. Throws where the work should be tried again.
    package func makeExport(_ account: String, press: (any IndexPress)?, pool: BlockingPool, progress: ExportProgress) async throws {
        guard let run = try await beginExport(account, press, progress) else { return }
        do {
            let plan = try await pool.run { try run.plan() }
            try await logReadings(run, plan)
            let spool = try await pool.run { try run.write(plan) }
            try await keep(spool, run)
        } catch ExportStop.suspended {
            // Begun again by the next process.
            throw ExportStop.suspended
        } catch ExportStop.cancelled {
            return
        } catch {
            guard let code = Partition.final(error) else { throw error }
            try await system("evidence.export_end") { writer in
                guard var job = try writer.job(run) else { return }
                try writer.end(&job, .failed, error: code)
            }
        }
    }

    /// The code with which a job ends; nil where it may do better another time.
    private static func final(_ error: any Error) -> ErrorCode? {
        switch error {
        case ExportStop.refused(let error): error.code
        case let error as RPCError where [.unavailable, .busy].contains(error.code): nil
        case is StoreError: nil
        case let error as RPCError: error.code
        default: .internalError
        }
    }

    /// Counts the try, throws away what an earlier one left, and looks at the asker's rights as they are now. Nil: there is nothing to do.
    private func beginExport(_ account: String, _ press: (any IndexPress)?, _ progress: ExportProgress) async throws -> ExportRun? {
        let now = core.clock.now()
        let begun = try await system("evidence.export_begin") { writer -> (ExportJob, Principal)? in
            guard var job = try writer.record(ExportJob.self, id: account)?.record, job.status == .running else { return nil }
            if let blob = job.blob { try writer.drop(blob) }
            job.blob = nil
            job.tries += 1
            let principal = try writer.principal(of: job)
            guard let principal, job.tries <= Limits.exportTries else {
                try writer.end(&job, .failed, error: principal == nil ? .forbidden : .internalError)
                return nil
            }
            try writer.put(job, in: ExportJob.feed)
            return (job, principal)
        }
        guard let (job, principal) = begun else { return nil }
        let scope = try ExportScope(job.scope)
        var employee: String?
        switch scope {
        case .own: employee = job.employee
        case .person(let person): employee = person
        case .leaves, .time: break
        }
        let audience = ExportAudience(
            scope: scope, principal: principal, purposes: job.purposes.compactMap(Purpose.init), employee: employee, now: now)
        return ExportRun(partition: self, job: job, audience: audience, progress: progress, press: press)
    }

    /// Everybody whose data a range turned out to have is told so in the own read log, before there is a file.
    private func logReadings(_ run: ExportRun, _ plan: ExportPlan) async throws {
        let people = plan.people.subtracting(run.job.employee.map { [$0] } ?? []).sorted()
        let job = run.job
        for start in stride(from: 0, to: people.count, by: Limits.exportPeople) {
            let part = Array(people[start..<min(start + Limits.exportPeople, people.count)])
            try await system("evidence.export_read") { writer in
                for purpose in job.purposes {
                    try writer.logReading(
                        of: part, purpose, scope: job.scope, account: job.id, employee: job.employee, app: job.app)
                }
            }
        }
    }

    /// Some chunks a commit; the last one gives the blob its name, by which alone it can be fetched.
    private func keep(_ spool: ExportSpool, _ run: ExportRun) async throws {
        let hashes = spool.hashes
        let meta = BlobMeta(media: "application/zip", name: "evidence.zip", hash: "", chunks: hashes)
        let hash = meta.chunksHash
        let whole = BlobMeta(media: meta.media, name: meta.name, hash: hash, chunks: hashes)
        for start in stride(from: 0, to: hashes.count, by: Limits.exportCommitChunks) {
            try run.progress.check()
            let range = start..<min(start + Limits.exportCommitChunks, hashes.count)
            let chunks = try range.map { try spool.chunk($0) }
            let size = spool.bytes
            let isLast = range.upperBound == hashes.count
            try await system("evidence.export_keep") { writer in
                guard var job = try writer.job(run) else { throw ExportStop.cancelled }
                try writer.store(chunks, from: start, of: &job)
                if isLast { try writer.finish(&job, whole, size: size) }
                try writer.put(job, in: ExportJob.feed)
            }
        }
    }
}

extension PartitionWriter {
    /// The job that a run is making; nil where it was cancelled or another one was asked for.
    fileprivate func job(_ run: ExportRun) throws -> ExportJob? {
        guard let job = try record(ExportJob.self, id: run.job.id)?.record, job.key == run.job.key, job.status == .running else { return nil }
        return job
    }

    /// Who asked, with the roles that were held then and still are; nil where the account may not have it any more.
    fileprivate func principal(of job: ExportJob) throws -> Principal? {
        guard let account = try record(Account.self, id: job.id)?.record, [.active, .leaver].contains(account.status) else { return nil }
        let roles = Set(job.roles.compactMap(Role.init)).intersection(account.roles.compactMap(Role.init))
        guard job.roles.compactMap(Role.init).allSatisfy({ roles.contains($0) }) || job.scope["kind"] == "own" else { return nil }
        let actor = Actor(account: job.id, subject: job.subject, employee: job.employee, roles: roles, app: job.app)
        return Principal(
            actor: actor, tenant: tenant.code, device: nil, app: AppInfo(id: job.app, version: ""), schema: Schema.now,
            lang: job.language, sessionID: "", expires: now)
    }

    /// A blob on its way has a key that no content hash leads to.
    fileprivate func store(_ chunks: [[UInt8]], from start: Int, of job: inout ExportJob) throws {
        if job.blob == nil {
            let key = sealer.ring.index("export", Array("\(job.id)/\(job.key)".utf8))
            let meta = BlobMeta(media: "application/zip", name: nil, hash: "", chunks: [])
            let row = BlobRow(
                number: 0, key: key, owner: job.subject, size: .max, received: 0, created: now.ms,
                meta: try meta.sealed(key: key, sealer), refs: 0)
            job.blob = try transaction.addBlob(row)
        }
        guard let number = job.blob else { return }
        for (place, chunk) in chunks.enumerated() {
            let index = Int64(start + place)
            try transaction.addChunk(blob: number, index: index, try sealer.seal(chunk, .blob(number: number, chunk: index)))
        }
    }

    fileprivate func finish(_ job: inout ExportJob, _ meta: BlobMeta, size: Int64) throws {
        guard let number = job.blob, var row = try transaction.blob(number: number) else { throw ExportStop.cancelled }
        row.key = sealer.ring.blobKey(owner: job.subject, hash: meta.hash)
        // Byte for byte the same file as an upload of one's own: that one stays what is fetched.
        if let held = try transaction.blob(key: row.key), held.number != number { try drop(held.number) }
        (row.size, row.received, row.created) = (size, size, now.ms)
        row.meta = try meta.sealed(key: row.key, sealer)
        try transaction.setBlob(row)
        (job.status, job.finishedAt, job.hash, job.size) = (.done, now, meta.hash, size)
    }
}
