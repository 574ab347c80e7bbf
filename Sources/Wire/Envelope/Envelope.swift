/// Writing of envelopes, by both ends.
public enum Envelope {
    /// `{"jsonrpc":"2.0","id":…,"result":…}` and a line end; `result` is one JSON value.
    public static func answer(_ id: RequestID, result: some Collection<UInt8>) -> [UInt8] {
        var writer = JSONWriter(capacity: result.count + 64)
        begin(id, &writer)
        writer.key("result")
        writer.raw(result)
        return line(&writer)
    }

    /// `{"jsonrpc":"2.0","id":…,"error":…}` and a line end; without an id it is null (JSON-RPC 2.0 §5).
    public static func failure(_ id: RequestID?, _ error: RPCError) -> [UInt8] {
        var writer = JSONWriter()
        begin(id, &writer)
        writer.key("error")
        error.write(into: &writer)
        return line(&writer)
    }

    /// A request, or without an id a notification; `params` is one JSON object.
    public static func request(_ id: RequestID?, method: String, params: some Collection<UInt8>) -> [UInt8] {
        var writer = JSONWriter(capacity: params.count + 96)
        writer.beginObject()
        writer.key("jsonrpc")
        writer.string(Wire.jsonrpc)
        if let id {
            writer.key("id")
            id.write(into: &writer)
        }
        writer.key("method")
        writer.string(method)
        writer.key("params")
        writer.raw(params)
        return line(&writer)
    }

    /// The answers of a batch as one line; `answers` are lines of the functions above.
    public static func batch(_ answers: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = [0x5B]
        for (index, answer) in answers.enumerated() {
            if index > 0 { out.append(0x2C) }
            out.append(contentsOf: answer.last == 0x0A ? answer.dropLast() : answer[...])
        }
        out.append(0x5D)
        out.append(0x0A)
        return out
    }

    private static func begin(_ id: RequestID?, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("jsonrpc")
        writer.string(Wire.jsonrpc)
        writer.key("id")
        if let id { id.write(into: &writer) } else { writer.null() }
    }

    private static func line(_ writer: inout JSONWriter) -> [UInt8] {
        writer.endObject()
        return writer.bytes + [0x0A]
    }
}

/// What a client receives on one line.
public enum IncomingMessage: Sendable {
    case answer(RequestID, JSONView)
    /// Without an id: the server could not tell which request it means.
    case failure(RequestID?, RPCError)
    case notification(method: String, params: JSONView?)
    case batch([IncomingMessage])

    /// Nil for a line that is none of these.
    public init?(_ line: [UInt8]) {
        guard let document = try? JSONDocument(line) else { return nil }
        self.init(document.root)
    }

    private init?(_ view: JSONView) {
        if view.kind == .array {
            let members = view.elements.compactMap { IncomingMessage($0) }
            guard members.count == view.elements.count, !members.isEmpty else { return nil }
            self = .batch(members)
            return
        }
        guard view["jsonrpc"]?.string == Wire.jsonrpc else { return nil }
        let id = view["id"].flatMap(RequestID.init)
        if let error = view["error"] {
            guard let error = RPCError(error) else { return nil }
            self = .failure(id, error)
        } else if let result = view["result"], let id {
            self = .answer(id, result)
        } else if let method = view["method"]?.string, view["id"] == nil {
            self = .notification(method: method, params: view["params"])
        } else {
            return nil
        }
    }
}
