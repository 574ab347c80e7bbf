import Base
import Casework
import Importing
import Methods
import Records
import Tenancy
import Wire

/// Who plays which part: the people of a generated roster, and those among them who get accounts.
struct DemoCast {
    let generator: Generator
    /// (role, staff number); the employee reports to the manager.
    let parts: [(role: String, staffNo: String)]

    /// Staff numbers begin with E, so that a generated roster (G…) can be imported beside them. `people` at least 50.
    init(seed: UInt64, people: Int, today: LocalDate) {
        generator = Generator(seed: seed, people: max(50, people), asOf: today, prefix: "E")
        let staff = generator.people.filter { $0.left == nil }
        // Who manages may have left; the demo's manager is somebody who works here and has people.
        let leaders = Dictionary(grouping: staff.dropFirst()) { $0.manager ?? "" }
        let working = Set(staff.dropFirst().map(\.staffNo))
        let manager = leaders.filter { working.contains($0.key) }.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        var taken = [("manager", manager?.key ?? staff[1].staffNo), ("employee", manager?.value.first?.staffNo ?? staff[2].staffNo)]
        for (role, unit) in [("hr", "人力资源部"), ("finance", "财务部"), ("auditor", "行政部")] {
            let free = staff.dropFirst().filter { person in !taken.contains { $0.1 == person.staffNo } }
            if let person = free.first(where: { $0.departments[0] == unit }) ?? free.last { taken.append((role, person.staffNo)) }
        }
        parts = taken.map { (role: $0.0, staffNo: $0.1) }
    }
}

extension DemoTenant {
    /// Imports the people, their contracts, leave balances, contributions and pay slips of last month, and publishes the slips: by
    /// the admin's uploads and pushes, as everybody imports.
    func importPeople(_ cast: DemoCast, today: LocalDate) async throws {
        let month = String((today.adding(months: -1) ?? today).description.prefix(7))
        let files: [(profile: String, bytes: [UInt8])] = [
            ("roster", cast.generator.rosterCSV()), ("contracts", cast.generator.contractsCSV()),
            ("leave-balances", cast.generator.leaveBalancesCSV(year: today.year)),
            ("contributions", cast.generator.contributionsCSV(month: month)), ("payslips", cast.generator.payslipsCSV(period: month)),
        ]
        let partition = try await node.registry.open(DemoTenant.code)
        let runner = ImportRunner(registry: node.registry)
        for file in files {
            let run = node.random.recordID()
            try await push("import.apply", [
                "id": .string(run), "blob": .string(try await upload(file.bytes)), "profile": .string(file.profile), "dry_run": false,
                "file_name": .string(file.profile + ".csv"),
            ])
            try await runner.drain(partition)
            let done = try await partition.readOnPool { try $0.record(ImportRun.self, id: run)?.record }
            guard let done, done.status == .done, done.rowsRefused == 0 else {
                throw RPCError(.ruleRefused, data: ["profile": .string(file.profile), "refused": .int(Int64(done?.rowsRefused ?? 0))])
            }
        }
        let slips = try await partition.readOnPool { try $0.records(Payslip.self, in: .pay, limit: 10_000).map { $0.record.id } }
        for start in stride(from: 0, to: slips.count, by: 100) {
            try await push("payslip.publish", ["ids": .array(slips[start..<min(start + 100, slips.count)].map { .string($0) })])
        }
    }

    /// Uploads by the admin, chunk by chunk; answers the file's name.
    private func upload(_ bytes: [UInt8]) async throws -> String {
        let chunks = stride(from: 0, to: bytes.count, by: Limits.blobChunkBytes).map {
            Array(bytes[$0..<min(bytes.count, $0 + Limits.blobChunkBytes)])
        }
        let hash = ContentHash.text(chunks.flatMap { ContentHash.sha256($0) })
        for (index, chunk) in chunks.enumerated() {
            try await admin.call("blob.put", [
                "hash": .string(hash), "size": .int(Int64(bytes.count)), "media": "text/csv",
                "off": .int(Int64(index * Limits.blobChunkBytes)), "data": .string(Base64URL.encode(chunk)),
            ])
        }
        return hash
    }

    /// A code from the admin, the account with its password, and its role.
    func makeAccount(role: String, staffNo: String) async throws -> DemoAccount {
        let account = DemoAccount(role: role, staffNo: staffNo, password: password())
        let issued = try await admin.call("account.issue_code", ["staff_no": .string(staffNo)])
        let client = LocalClient(node.server, door: .tenants)
        defer { client.disconnect() }
        try await client.hello()
        try await activate(account, code: issued["code"]?.stringValue ?? "", on: client)
        if role != "employee" { try await give(role, to: staffNo) }
        return account
    }

    private func give(_ role: String, to staffNo: String) async throws {
        let found = try await admin.call("account.find", ["staff_no": .string(staffNo)])
        try await push("role.set", [
            "id": .string(node.random.recordID()), "employee": found["employee"] ?? .null, "roles": ["employee", .string(role)],
            "reason": "demo",
        ])
    }

    /// An act of the admin, pushed as every client pushes.
    private func push(_ op: String, _ arguments: JSON) async throws {
        let mutation: JSON = ["n": .int(numbers.next()), "op": .string(op), "a": arguments]
        let answer = try await admin.call("sync.push", ["q": .string("\(numbers.device).0"), "muts": [mutation]])
        guard answer["res"]?.arrayValue?.first?.arrayValue?[1].stringValue == "ok" else { throw RPCError(.ruleRefused, data: answer) }
    }
}
