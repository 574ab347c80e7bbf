import Base
import Casework
import Records
import Testing
import Wire

@Suite("Who may read what") struct AccessTests {
    let world: World

    init() throws { world = try World.company() }

    @Test("Feeds follow from employment and roles")
    func feeds() {
        #expect(Access.feeds(employee: nil, roles: [.admin]) == [.tenant])
        #expect(Access.feeds(employee: "1", roles: [.employee]) == [.tenant, .employee("1")])
        #expect(Access.feeds(employee: "1", roles: [.employee, .hr]) == [.tenant, .employee("1"), .inbox("1"), .hr])
        #expect(Access.feeds(employee: "1", roles: Set(Role.allCases)).count == 7)
        #expect(Role.allCases.allSatisfy { role in Access.feeds(employee: "1", roles: [role]).allSatisfy(\.isPullable) })
    }

    @Test("No manager's entry of the matrix speaks of pay, papers, claims, appeals or insurance")
    func reportingLine() {
        let line = Set(Access.matrix.filter { $0.value[.manager] != nil }.keys)
        #expect(line == ["employee", "leave", "leave_balance"])
        #expect(Access.matrix.values.allSatisfy { $0[.employee] == nil })
        #expect(Access.matrix.values.allSatisfy { ($0[.admin] ?? []).isSubset(of: [.personnel]) })
    }

    @Test("The matrix names collections that are, and accounts and devices are in nobody's reach")
    func names() {
        #expect(Access.matrix.keys.allSatisfy { Schema.named($0) != nil })
        #expect(Access.matrix["account"] == nil && Access.matrix["device"] == nil)
    }

    @Test("A manager reads the record and leave of the own line only, and only to handle")
    func managers() throws {
        #expect(try world.mayRead(Employee.self, "150", by: "140", for: .handle))
        #expect(try !world.mayRead(Employee.self, "150", by: "140", for: .personnel))
        #expect(try !world.mayRead(Employee.self, "150", by: "141", for: .handle))
        #expect(try !world.mayRead(Employee.self, "160", by: "140", for: .handle))
        #expect(try !world.mayRead(Employee.self, "110", by: "140", for: .handle))
    }

    /// Puts one record of every collection that belongs to somebody into 150's feed.
    func furnish() throws -> [(CollectionSchema, String, Feed)] {
        var all: [(CollectionSchema, String, Feed)] = []
        for type in Schema.types where type.schema.code != Employee.schema.code {
            let home: Feed =
                switch type.schema.code {
                case Account.schema.code, Device.schema.code: .identity
                case PayslipCost.schema.code, ReimbursementCheck.schema.code: .pay
                case CaseTask.schema.code: .hr
                case RoleChange.schema.code: .admin
                case ImportRun.schema.code: .hr
                case Organization.schema.code, Department.schema.code, Announcement.schema.code, StatuteOverride.schema.code: .tenant
                default: .employee("150")
                }
            all.append(try put(type, in: home))
        }
        return all
    }

    private func put<R: Record>(_: R.Type, in feed: Feed) throws -> (CollectionSchema, String, Feed) {
        let record = try WireDecoder.decode(R.self, from: Sample.record(R.schema, full: false, id: "sample"))
        try world.place(record, in: feed)
        return (R.schema, "sample", feed)
    }

    @Test("Random principals, records and purposes: what is readable is held, or stands in the matrix, and nothing else is")
    func random() throws {
        let records = try furnish()
        let dice = SeededRandom(seed: 20_261_120)
        let people = ["100", "110", "120", "130", "140", "141", "150", "151", "160"]
        var readable = 0
        for _ in 0..<4_000 {
            let (schema, id, feed) = records[dice.below(records.count)]
            let employee = people[dice.below(people.count)]
            var actor = try world.actor(employee)
            actor.roles = Set(Role.allCases.filter { _ in dice.below(3) == 0 }).union([.employee])
            let purpose: Purpose? = dice.below(5) == 0 ? nil : Purpose.allCases[dice.below(Purpose.allCases.count)]
            let holds = Access.feeds(employee: employee, roles: actor.roles).contains(feed)
            let may = try Access.mayRead(
                schema, id: id, feed: feed, holds: holds, actor: actor, purpose: purpose, on: world.today, world)
            let listed = actor.roles.filter { role in purpose.map { Access.matrix[schema.name]?[role]?.contains($0) ?? false } ?? false }
            let byRole = listed.contains { $0 != .manager }
            let byLine = listed.contains(.manager) && employee == "140" && feed == .employee("150")
            #expect(may == (holds || byRole || byLine), "\(employee) \(actor.roles) \(schema.name) \(String(describing: purpose))")
            if schema.code == Account.schema.code || schema.code == Device.schema.code { #expect(!may) }
            if may { readable += 1 }
        }
        #expect(readable > 400)
    }

    @Test("A stranger's identifier never decides: without a purpose only the held feed opens a record")
    func noPurpose() throws {
        for (schema, id, feed) in try furnish() {
            for employee in ["140", "151", "160"] {
                let actor = try world.actor(employee)
                let holds = Access.feeds(employee: employee, roles: actor.roles).contains(feed)
                let may = try Access.mayRead(schema, id: id, feed: feed, holds: holds, actor: actor, purpose: nil, on: world.today, world)
                #expect(may == holds)
            }
        }
    }
}
