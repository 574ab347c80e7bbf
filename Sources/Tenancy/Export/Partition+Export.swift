import Base
package import Casework
package import Evidence
import Records
import Store
package import Wire

/// What somebody asks of `evidence.export`.
package struct ExportAsk: Sendable {
    package var key: String
    package var scope: ExportScope
    package var purposes: [Purpose]
    package var why: String
    package var language: IndexLanguage
    package var sizes: [Int64]

    package init(key: String, scope: ExportScope, purposes: [Purpose], why: String, language: IndexLanguage, sizes: [Int64]) {
        (self.key, self.scope, self.purposes, self.why) = (key, scope, purposes, why)
        (self.language, self.sizes) = (language, sizes)
    }
}

extension Partition {
    /// Takes an export on: the job and its leaf, and where another's data are asked for one access leaf a purpose, in one transaction;
    /// the same `key` again answers the same job. 1101 while another of the account's is being made, 1401 where the role does not allow
    /// the scope, 1402 for nobody's file.
    package func askExport(_ ask: ExportAsk, for p: Principal) async throws(RPCError) -> ExportJob {
        try admit(p)
        try ExportRights.check(ask, p)
        do {
            return try await system("evidence.export.ask") { try $0.take(ask, p) }
        } catch { throw answer(error) }
    }

    /// The account's export; with `key`, that one. 1402 where there is none.
    package func export(_ key: String?, for p: Principal) async throws(RPCError) -> ExportJob {
        try admit(p)
        do {
            return try await read { reader in
                guard let job = try reader.record(ExportJob.self, id: p.actor.account)?.record, key == nil || job.key == key else {
                    throw RPCError(.notFound)
                }
                return job
            }
        } catch { throw answer(error) }
    }

    /// Ends an export, or throws its file away. What is over stays over.
    package func cancelExport(_ key: String, for p: Principal) async throws(RPCError) -> ExportJob {
        try admit(p)
        do {
            return try await system("evidence.export_cancel") { writer in
                guard var job = try writer.record(ExportJob.self, id: p.actor.account)?.record, job.key == key else { throw RPCError(.notFound) }
                guard job.status == .running || job.status == .done else { return job }
                try writer.end(&job, .cancelled)
                return job
            }
        } catch { throw answer(error) }
    }

    /// Exports that are not finished, by account: for the start of a process.
    package func pendingExports() async throws -> [String] {
        try await readOnPool { reader in
            var found: [String] = []
            try reader.each(ExportJob.self) { if $0.status == .running { found.append($0.id) } }
            return found
        }
    }
}

/// Who may ask for what.
enum ExportRights {
    static func check(_ ask: ExportAsk, _ p: Principal) throws(RPCError) {
        let roles = p.actor.roles
        switch ask.scope {
        case .own: guard p.actor.employee != nil else { throw RPCError(.notFound) }
        case .person(let employee):
            guard !roles.isDisjoint(with: [.hr, .auditor]), employee != p.actor.employee else { throw RPCError(.forbidden) }
        case .leaves, .time: guard roles.contains(.auditor) else { throw RPCError(.forbidden) }
        }
        if case .own = ask.scope { return }
        guard !ask.purposes.isEmpty else { throw .params(field: "purposes", reason: "missing") }
        // An audit is the auditor's, everything else HR's.
        for purpose in ask.purposes where !roles.contains(purpose == .audit ? .auditor : .hr) { throw RPCError(.forbidden) }
        if ask.scope.kind == "range", ask.purposes != [.audit] { throw .params(field: "purposes", reason: "value") }
    }
}

extension PartitionWriter {
    fileprivate func take(_ ask: ExportAsk, _ p: Principal) throws -> ExportJob {
        if let old = try record(ExportJob.self, id: p.actor.account)?.record {
            if old.key == ask.key { return old }
            guard old.status != .running else { throw RPCError.wait(.rateLimited, seconds: 5) }
            if let blob = old.blob { try drop(blob) }
        }
        var subjects: Set<String> = []
        switch ask.scope {
        case .own: if let employee = p.actor.employee { subjects = [employee] }
        case .person(let employee):
            guard try record(Employee.self, id: employee) != nil else { throw RPCError(.notFound) }
            subjects = [employee]
        case .leaves, .time: break
        }
        let isOwn = ask.scope == .own
        // Before anything of it is read.
        if !isOwn { for purpose in ask.purposes { try logReading(of: subjects.sorted(), purpose, ask, p) } }
        let job = ExportJob(
            id: p.actor.account, key: ask.key, scope: ask.scope.json, purposes: isOwn ? ["own"] : ask.purposes.map(\.rawValue), why: ask.why,
            language: ask.language.rawValue, sizes: ask.sizes, app: p.app.id, employee: p.actor.employee, subject: p.actor.subject,
            roles: p.actor.roles.sorted().map(\.rawValue), status: .running, tries: 0, askedAt: now, finishedAt: nil, blob: nil, hash: nil,
            size: nil, error: nil)
        var index = LeafIndex(op: "evidence.export", actor: p.actor.account)
        index.subjects = subjects
        let members: JSONObject = [
            "account": .string(job.id), "by": p.actor.employee.map { .string($0) } ?? .null, "scope": job.scope,
            "purpose": .string(job.purposes.joined(separator: "+")), "why": .string(job.why), "app": .string(job.app),
        ]
        try leaf(.system, op: "evidence.export", members, index: index)
        try put(job, in: ExportJob.feed)
        return job
    }

    private func logReading(of people: [String], _ purpose: Purpose, _ ask: ExportAsk, _ p: Principal) throws {
        try logReading(of: people, purpose.rawValue, scope: ask.scope.json, account: p.actor.account, employee: p.actor.employee, app: p.app.id)
    }

    /// One access leaf, in the read log of everybody named.
    func logReading(of people: [String], _ purpose: String, scope: JSON, account: String, employee: String?, app: String) throws {
        var index = LeafIndex(op: "evidence.export", actor: account)
        index.subjects = Set(people)
        index.readings = Set(people)
        let members: JSONObject = [
            "by": employee.map { .string($0) } ?? .null, "account": .string(account), "people": .array(people.map(JSON.string)),
            "records": [], "scope": scope, "purpose": .string(purpose), "app": .string(app),
        ]
        try leaf(.access, op: "evidence.export", members, index: index)
    }

    /// The end of a job; a file that is not to be fetched goes with it.
    func end(_ job: inout ExportJob, _ status: ExportStatus, error: ErrorCode? = nil) throws {
        if status != .done, let blob = job.blob {
            try drop(blob)
            job.blob = nil
        }
        (job.status, job.error, job.finishedAt) = (status, error?.rawValue, now)
        try put(job, in: ExportJob.feed)
    }

    /// Only what no record has come to refer to.
    func drop(_ blob: Int64) throws {
        guard let row = try transaction.blob(number: blob), row.refs == 0 else { return }
        try transaction.removeBlob(blob)
    }
}
