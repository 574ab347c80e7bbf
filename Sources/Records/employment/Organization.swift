/// An employer unit (法人单位): the company or a branch. Lives in `t`.
public struct Organization: Record {
    public var id: String
    public var name: String
    public var nameEn: String?
    public var kind: OrganizationKind
    public var parent: String?
    public var unifiedCode: String?
    public var jurisdiction: String?
    public var contact: String?
    public var source: String?
    public var remoteId: String?

    public static let schema = CollectionSchema(
        "organization", code: 1, area: "employment", secrecy: .open, plain: true,
        meaning: "an employer unit of the tenant",
        columns: [
            .text("name", "its name"),
            .text("name_en", optional: true, "its name in English"),
            .word("kind", OrganizationKind.self, "company or branch"),
            .text("parent", optional: true, "the unit above it"),
            .text("unified_code", optional: true, "unified social credit code (统一社会信用代码)"),
            .text("jurisdiction", optional: true, "six-digit GB/T 2260 code of the place whose rules apply"),
            .text("contact", optional: true, "how to reach its HR office"),
            .text("source", optional: true, "where an imported row came from"),
            .text("remote_id", optional: true, "its id there"),
        ])

    enum CodingKeys: String, CodingKey {
        case id, name, kind, parent, jurisdiction, contact, source
        case nameEn = "name_en"
        case unifiedCode = "unified_code"
        case remoteId = "remote_id"
    }

    public init(
        id: String, name: String, nameEn: String? = nil, kind: OrganizationKind, parent: String? = nil, unifiedCode: String? = nil,
        jurisdiction: String? = nil, contact: String? = nil, source: String? = nil, remoteId: String? = nil
    ) {
        self.id = id
        self.name = name
        self.nameEn = nameEn
        self.kind = kind
        self.parent = parent
        self.unifiedCode = unifiedCode
        self.jurisdiction = jurisdiction
        self.contact = contact
        self.source = source
        self.remoteId = remoteId
    }
}

/// What an employer unit is.
public enum OrganizationKind: String, Word {
    case company, branch, other
}
