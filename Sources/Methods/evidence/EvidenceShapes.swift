internal import Base
internal import Casework
internal import Wire

/// Shapes that several methods of the log share (protocol/evidence.md).
enum EvidenceShape {
    static let note = Field("checkpoint", .text(65_536), "the signed note, with its witnesses")
    static let size = Field("size", .count, "its leaves")
    static let hashes = Shape.list(.token, 64)
    static let leaf = Shape.object([
        Field("index", .count, "number in the log"), Field("leaf", .token, "its 42 bytes, base64url"),
        Field("salt", .nullable(.token), "null: erased or withheld"), Field("body", .nullable(.any), "the exact bytes, base64url"),
        Field("proof", hashes, "inclusion"), .optional("why", .word(["withheld", "erased"]), "why there is no body"),
    ])
    static let purpose = Field.optional("purpose", .word(Purpose.allCases.map(\.rawValue)), "why, for what is another's; logged")

    static func hashes(_ nodes: [[UInt8]]) -> JSON { .array(nodes.map { .string(Base64URL.encode($0)) }) }

    /// Errors of the log's readers as the wire's.
    static func rpc(_ error: any Error) -> RPCError { (error as? RPCError) ?? RPCError(.internalError) }

    static func purpose(_ call: Call) -> Purpose? { call.params?["purpose"]?.string.flatMap(Purpose.init(rawValue:)) }
}
