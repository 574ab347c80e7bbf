public import Wire

/// What is asked of the server: one's own file, a person's case (HR), or a range of the log (auditors).
public struct ExportRequest: Codable, Sendable, Equatable {
    /// `{"kind":"own"}`, `{"kind":"case","employee":…}`, `{"kind":"range","from_leaf":…}` (protocol, `evidence.export`).
    public var scope: JSON
    /// Words of `Purpose`; none for one's own file.
    public var purposes: [String]
    /// In the person's words, for the first page; empty for none.
    public var why: String
    /// `zh-Hans` or `en`.
    public var language: String

    public init(scope: JSON = ["kind": "own"], purposes: [String] = [], why: String = "", language: String) {
        (self.scope, self.purposes, self.why, self.language) = (scope, purposes, why, language)
    }
}

/// How far a bundle is on the server.
public struct ExportState: Sendable, Equatable {
    public var id: String
    /// `running`, `done`, `failed`, `cancelled`.
    public var status: String
    /// Items done of all, while it runs; 0 of 0 while it is being planned.
    public var done: Int64
    public var of: Int64
    /// Of the whole file, once it is done.
    public var hash: String?
    public var size: Int64?
    /// The code for which it failed.
    public var error: Int?
    public var untilMs: Int64?

    init(_ json: JSON) throws {
        guard let id = json["id"]?.stringValue, let status = json["status"]?.stringValue else { throw ClientError.badAnswer("evidence.export") }
        (self.id, self.status) = (id, status)
        (done, of) = (json["done"]?.intValue ?? 0, json["of"]?.intValue ?? 0)
        (hash, size, untilMs) = (json["hash"]?.stringValue, json["size"]?.intValue, json["until_ms"]?.intValue)
        error = json["error"]?.intValue.map { Int($0) }
    }
}
