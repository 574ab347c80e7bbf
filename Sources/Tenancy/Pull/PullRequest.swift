import Base
package import Wire

/// `sync.pull {cur?}` (protocol §6).
package struct PullRequest: Sendable {
    /// The cursor of the last page applied; nil starts again from nothing.
    package var cursor: String?
    /// What the connection remembers of the last page it gave out; nil where there is no connection to remember.
    package var session: PullSession?
    /// Bytes of rows a page aims at; nil: what fits where it is made.
    package var budget: Int?
    /// The size of the checkpoint that the client holds, where it asks for a newer one.
    package var checkpoint: Int64?

    package init(cursor: String?, session: PullSession? = nil, budget: Int? = nil, checkpoint: Int64? = nil) {
        self.cursor = cursor
        self.session = session
        self.budget = budget
        self.checkpoint = checkpoint
    }

    /// Reads the method's parameters; unknown members are ignored.
    package init(_ params: JSON, session: PullSession? = nil) throws(RPCError) {
        let cursor = params["cur"]
        if let cursor, !cursor.isNull, cursor.stringValue == nil { throw .params(field: "cur", reason: "type") }
        self.init(cursor: cursor?.stringValue, session: session, checkpoint: params["ck"]?.intValue)
    }
}

/// A page as it travels, and what whoever sends it must know of it.
package struct PullPage: Sendable, Equatable {
    /// The result object.
    package let bytes: [UInt8]
    /// The cursor after it; nil where it is unchanged.
    package let cursor: String?
    package let more: Bool
    /// Nothing in it but `more:false`, and perhaps news of queues.
    package let isEmpty: Bool
}
