/// A department (部门). Lives in `t`.
public struct Department: Record {
    public var id: String
    public var name: String
    public var parent: String?
    public var organization: String?
    public var manager: String?
    public var status: DepartmentStatus
    public var source: String?
    public var remoteId: String?

    public static let schema = CollectionSchema(
        "department", code: 2, area: "employment", secrecy: .open, plain: true,
        meaning: "a department",
        columns: [
            .text("name", "its name"),
            .text("parent", optional: true, "the department above it"),
            .text("organization", optional: true, "the employer unit it belongs to"),
            .text("manager", optional: true, "employee id of its head"),
            .word("status", DepartmentStatus.self, "active or closed"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, name, parent, organization, manager, status, source
        case remoteId = "remote_id"
    }

    public init(
        id: String, name: String, parent: String? = nil, organization: String? = nil, manager: String? = nil,
        status: DepartmentStatus, source: String? = nil, remoteId: String? = nil
    ) {
        self.id = id
        self.name = name
        self.parent = parent
        self.organization = organization
        self.manager = manager
        self.status = status
        self.source = source
        self.remoteId = remoteId
    }
}

/// Whether a department still exists.
public enum DepartmentStatus: String, Word {
    case active, closed, other
}
