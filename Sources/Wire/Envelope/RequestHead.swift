import Base

/// The id of a request; 0 is valid, echoed unchanged.
public enum RequestID: Sendable, Hashable {
    case int(Int64)
    case string(String)

    public func write(into writer: inout JSONWriter) {
        switch self {
        case .int(let value): writer.int(value)
        case .string(let value): writer.string(value)
        }
    }

    init?(_ view: JSONView) {
        if let value = view.int {
            self = .int(value)
        } else if let value = view.string {
            self = .string(value)
        } else {
            return nil
        }
    }
}

/// The envelope of one request, told from the spans of its line; the parameters stay where they are until a method reads them.
public struct RequestHead: Sendable {
    /// Nil: a notification, never answered.
    public var id: RequestID?
    public var method: String
    /// The parameters on the line's tape; nil where the request has none.
    public var params: JSONView?

    /// Where the parameters stand in the line.
    public var paramsRange: Range<Int>? { params?.range }
    /// False for parameters that are no object: −32602 once the method is known (protocol §1).
    public var hasObjectParams: Bool { params.map { $0.kind == .object } ?? true }
}

/// Why a line, or a member of a batch, is no request: −32700, −32600 or 1406, with the id where it could be found.
public struct RequestFault: Error, Sendable, Equatable {
    public var id: RequestID?
    public var error: RPCError

    public init(id: RequestID?, _ error: RPCError) { (self.id, self.error) = (id, error) }
}

/// What one line says.
public enum RequestLine: Sendable {
    case one(RequestHead)
    /// At least one member; bad members stand at their place.
    case batch([Result<RequestHead, RequestFault>])
    case bad(RequestFault)
}

extension RequestHead {
    /// Scans one line strictly, and once: what a method reads afterwards is on the tape.
    public static func scan(_ line: [UInt8]) -> RequestLine {
        let document: JSONDocument
        do {
            document = try JSONDocument(line)
        } catch {
            let data: JSON = ["reason": .string(error.code.rawValue), "offset": .int(Int64(error.offset))]
            return .bad(RequestFault(id: id(inPrefix: line), RPCError(.parseError, data: data)))
        }
        let root = document.root
        guard root.kind == .array else {
            switch head(root) {
            case .success(let head): return .one(head)
            case .failure(let fault): return .bad(fault)
            }
        }
        let members = root.elements
        guard !members.isEmpty else { return .bad(RequestFault(id: nil, RPCError(.invalidRequest))) }
        guard members.count <= Limits.batchMembers else {
            return .bad(RequestFault(id: nil, RPCError(.tooLarge, data: ["reason": "batch", "limit": .int(Int64(Limits.batchMembers))])))
        }
        return .batch(members.map(head))
    }

    /// The id at the top of a line that is cut off or broken further on; nil where it is not certain.
    public static func id(inPrefix prefix: [UInt8]) -> RequestID? {
        let (tokens, _) = JSONDocument.scan(prefix)
        guard let first = tokens.first, first.kind == .object else { return nil }
        let document = JSONDocument(bytes: prefix, tokens: tokens)
        var key = 1
        while key + 1 < tokens.count, tokens[key].kind == .string, tokens[key].next != 0, tokens[key + 1].next != 0 {
            let value = JSONView(document: document, index: key + 1)
            // A number that reaches the end may go on behind it.
            if document.text(tokens[key]) == "id" { return value.range.upperBound < prefix.count ? RequestID(value) : nil }
            key = Int(tokens[key + 1].next)
        }
        return nil
    }

    private static func head(_ view: JSONView) -> Result<RequestHead, RequestFault> {
        guard view.kind == .object else { return .failure(RequestFault(id: nil, RPCError(.invalidRequest))) }
        let given = view["id"]
        let id = given.flatMap(RequestID.init)
        guard (given == nil) == (id == nil), view["jsonrpc"]?.string == Wire.jsonrpc, let method = view["method"]?.string else {
            return .failure(RequestFault(id: id, RPCError(.invalidRequest)))
        }
        return .success(RequestHead(id: id, method: method, params: view["params"]))
    }
}
