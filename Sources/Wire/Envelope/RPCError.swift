/// An error as it travels: a code, an integer for some codes (seconds, a number, an offset), and data that may be lost.
public struct RPCError: Error, Sendable, Equatable {
    public var code: ErrorCode
    public var value: Int64?
    public var data: JSON?

    public init(_ code: ErrorCode, value: Int64? = nil, data: JSON? = nil) {
        (self.code, self.value, self.data) = (code, value, data)
    }

    /// `symbol`, or `symbol <integer>`.
    public var message: String { value.map { "\(code.symbol) \($0)" } ?? code.symbol }
}

extension RPCError {
    /// 1405 for one argument: `reason` is a stable id, the texts are for people.
    public static func invalid(field: String, reason: String, text: (zh: String, en: String)) -> RPCError {
        RPCError(
            .invalid,
            data: ["field": .string(field), "reason": .string(reason), "text": ["zh": .string(text.zh), "en": .string(text.en)]])
    }

    /// −32602 for parameters that are not what the method takes; `field` is the path of the member.
    public static func params(field: String, reason: String) -> RPCError {
        RPCError(.invalidParams, data: ["field": .string(field), "reason": .string(reason)])
    }

    public static func params(_ error: WireDecodingError) -> RPCError { params(field: error.path, reason: error.reason.rawValue) }

    /// 1101 or 1103/1104 with the seconds to wait, at least 1.
    public static func wait(_ code: ErrorCode, seconds: Int64) -> RPCError { RPCError(code, value: max(1, seconds)) }

    /// 1001 where the server's disk is full: nothing can be written, a sign-in neither, and what is held can be read.
    public static let storageFull = RPCError(
        .unavailable,
        data: [
            "reason": "storage_full",
            "text": ["zh": "服务器存储空间已满，暂时只能查看。", "en": "The server's disk is full; for now it can only be read from."],
        ])

    /// −32603; `correlation` finds the detail in the log.
    public static func fault(correlation: String) -> RPCError { RPCError(.internalError, data: ["id": .string(correlation)]) }
}

extension RPCError {
    /// The error object `{code, message, data?}`.
    public func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("code")
        writer.int(code.rawValue)
        writer.key("message")
        writer.string(message)
        if let data {
            writer.key("data")
            writer.value(data)
        }
        writer.endObject()
    }

    /// Reads an error object. A code this build does not know acts as its class says, so a newer server's error keeps its duty:
    /// the code taken is the first of the class; nil where not even a class can be told.
    public init?(_ view: JSONView) {
        guard let number = view["code"]?.int, let known = RPCError.code(number) else { return nil }
        code = known
        value = view["message"]?.string.flatMap { $0.split(separator: " ").last }.flatMap { Int64($0) }
        data = view["data"]?.json
    }

    private static func code(_ number: Int64) -> ErrorCode? {
        if let exact = ErrorCode(rawValue: Int(number)) { return exact }
        if (-32768 ... -32000).contains(number) { return .invalidRequest }
        return ErrorCode.allCases.first { $0.rawValue > 0 && $0.rawValue / 100 == Int(number) / 100 }
    }
}
