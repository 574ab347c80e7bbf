internal import Base
internal import Records
internal import Segments
internal import Wire

/// What the server said to `hello` (protocol §3).
public struct ServerHello: Sendable, Equatable {
    /// Product and version of the server.
    public var server: String
    /// The name that a device signs, so that a signature for one server is none for another.
    public var name: String
    public var timeMs: Int64
    /// Single use, 60 s.
    public var nonce: String
    public var mutationsPerPush: Int
    public var blobChunk: Int
    public var waitSeconds: Int64
}

public enum Handshake {
    /// The first call on every connection. Throws `upgrade` where the server speaks no version this library knows.
    public static func hello(_ channel: RPCChannel, app: String, lang: String) async throws -> ServerHello {
        var members: [(String, JSON)] = [
            ("v", [.int(Int64(Wire.protocolVersion)), .int(Int64(Wire.protocolVersion))]), ("app", .string(app)),
            ("schema", .int(Int64(Schema.now))), ("line", .int(Int64(Limits.lineBytes))), ("lang", .string(lang)),
        ]
        if channel.offersCompression { members.append(("comp", [.string(SegmentClass.algorithm)])) }
        let answer = try await channel.call("hello", .object(JSONObject(members)), timeoutMs: 15_000)
        if answer["comp"] == .string(SegmentClass.algorithm), answer["dict"] != .string(SegmentDictionary.name) {
            // Another dictionary would be read as other words. `ClientError.badAnswer` closes the connection.
            throw ClientError.badAnswer("hello.dict")
        }
        guard let nonce = answer["nonce"]?.stringValue else { throw ClientError.badAnswer("hello.nonce") }
        let limits = answer["limits"]
        return ServerHello(
            server: answer["srv"]?.stringValue ?? "", name: answer["name"]?.stringValue ?? "",
            timeMs: answer["t_ms"]?.intValue ?? 0, nonce: nonce,
            mutationsPerPush: Int(limits?["muts"]?.intValue ?? Int64(Limits.mutationsPerPush)),
            blobChunk: Int(limits?["blob"]?.intValue ?? Int64(Limits.blobChunkBytes)),
            waitSeconds: limits?["wait_s"]?.intValue ?? Int64(Limits.longPollSeconds))
    }
}
