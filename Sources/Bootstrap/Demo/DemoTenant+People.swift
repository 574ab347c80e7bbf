import Base
import Casework
import Evidence
import Methods
import Records
import Tenancy
import Wire

extension DemoTenant {
    /// Who of the roster has which role besides being an employee, by place in the roster.
    static let roles = ["manager", "hr", "finance", "auditor", "employee"]

    /// An organisation with departments and people; (role, staff number) of those who get accounts.
    func importPeople(_ count: Int) async throws -> [(role: String, staffNo: String)] {
        let partition = try await node.registry.open(DemoTenant.code)
        let departments = ["生产部", "人事部", "财务部", "销售部", "Logistics"]
        try await partition.system("demo.organization", leaf: .import) { writer in
            let organization = Organization(id: "O1", name: DemoTenant.name, kind: .company, jurisdiction: "440300")
            try writer.put(organization, in: .tenant, isNew: true)
            for (index, name) in departments.enumerated() {
                let department = Department(id: "D\(index + 1)", name: name, organization: organization.id, status: .active)
                try writer.put(department, in: .tenant, isNew: true)
            }
        }
        var staff: [String] = []
        for start in stride(from: 0, to: count, by: 50) {
            let numbers = (start..<min(start + 50, count)).map { index in "E" + String(1_001 + index) }
            try await partition.system("demo.people", leaf: .import) { writer in
                for (offset, number) in numbers.enumerated() {
                    try DemoTenant.put(number, place: start + offset, departments: departments.count, writer)
                }
            }
            staff += numbers
        }
        return Array(zip(DemoTenant.roles, staff).map { (role: $0, staffNo: $1) })
    }

    private static func put(_ number: String, place: Int, departments: Int, _ writer: PartitionWriter) throws {
        let id = String(try writer.nextNumber("employee"))
        let families = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "阿卜杜拉·", "Nguyễn "]
        let given = ["伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "艳", "勇", "杰", "娟"]
        let name = families[place % families.count] + given[place / families.count % given.count] + given[place % given.count]
        let employee = Employee(
            id: id, staffNo: number, fullName: name, department: "D\(place % departments + 1)",
            dateOfJoining: LocalDate(year: 2018 + place % 8, month: 1 + place % 12, day: 1 + place % 28), employmentStatus: .active,
            jurisdiction: "440300", createdAt: writer.now, modifiedAt: writer.now)
        try writer.put(employee, in: .employee(id), isNew: true)
        try writer.setLookup(.staffNo, number, target: id)
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

    /// By the operation that admins use, pushed as every client pushes.
    private func give(_ role: String, to staffNo: String) async throws {
        let found = try await admin.call("account.find", ["staff_no": .string(staffNo)])
        let mutation: JSON = [
            "n": .int(numbers.next()), "op": "role.set",
            "a": [
                "id": .string(node.random.recordID()), "employee": found["employee"] ?? .null, "roles": ["employee", .string(role)],
                "reason": "demo",
            ],
        ]
        let answer = try await admin.call("sync.push", ["q": .string("\(numbers.device).0"), "muts": [mutation]])
        guard answer["res"]?.arrayValue?.first?.arrayValue?[1].stringValue == "ok" else {
            throw RPCError(.ruleRefused, data: answer)
        }
    }
}
