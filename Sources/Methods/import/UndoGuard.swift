import Base
import Casework
import Records
import Store
import Tenancy

/// Who and what an undo must leave: a person in whose feed something stands that the run did not write, or who has an account, is no
/// mistake of the file any more; a department in which somebody is stays.
struct UndoGuard {
    /// Records of the run by collection and id, with the revision that the run gave them last.
    let expected: [String: Int64]
    private var people: [String: Bool] = [:]

    init(expected: [String: Int64]) { self.expected = expected }

    /// Whether the person lives on without the run. Remembered: one question a person and slice.
    mutating func isInUse(_ employee: String, _ writer: PartitionWriter) throws -> Bool {
        if let known = people[employee] { return known }
        let answer = try look(employee, writer)
        people[employee] = answer
        return answer
    }

    private func look(_ employee: String, _ writer: PartitionWriter) throws -> Bool {
        if try writer.find(.account, employee) != nil { return true }
        return try writer.hasRow(in: .employee(employee)) { header in
            expected["\(header.collection)/\(header.id)"] != header.rev
        }
    }

    /// Departments in which somebody is, or which stand above another one.
    static func departmentsInUse(_ reader: PartitionReader) throws -> Set<String> {
        var used: Set<String> = []
        try reader.each(Employee.self) { if let department = $0.department { used.insert(department) } }
        var parents: [String: String] = [:]
        try reader.each(Department.self) { department in parents[department.id] = department.parent }
        for start in used {
            var next = parents[start]
            while let above = next, used.insert(above).inserted { next = parents[above] }
        }
        return used
    }
}
