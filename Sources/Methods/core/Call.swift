internal import Base
internal import Casework
internal import Identity
internal import Records
internal import Tenancy
package import Wire

/// One request as a method sees it.
package struct Call: Sendable {
    package let method: String
    /// The parameters on the line's tape; nil for none.
    package let params: JSONView?
    /// A long poll whose time is over, or whose connection drains: answer now.
    package var isLastTry: Bool
    /// A long poll run once more: it has been counted.
    package var isRepeated = false

    package init(method: String, params: JSONView?, isLastTry: Bool = false) {
        self.method = method
        self.params = params
        self.isLastTry = isLastTry
    }

    /// The parameters as a value; −32602 with the path of the member at fault.
    package func decode<P: Decodable>(_: P.Type) throws(RPCError) -> P {
        do {
            guard let params else { return try WireDecoder.decode(P.self, fromBytes: Array("{}".utf8)) }
            return try WireDecoder.decode(P.self, from: params)
        } catch {
            throw RPCError.params(error)
        }
    }
}

/// What a method answers: the bytes of `result`, and what the connection must do besides.
package struct Answer: Sendable {
    package var result: [UInt8]
    package var effects: [Effect]

    package init(bytes: [UInt8], effects: [Effect] = []) {
        result = bytes
        self.effects = effects
    }

    /// Of a value that encodes as the result.
    package init(_ value: some Encodable, _ effects: Effect...) throws(RPCError) {
        do {
            result = try WireEncoder.encode(value)
        } catch {
            throw RPCError(.internalError)
        }
        self.effects = effects
    }

    /// `{}`.
    package static func empty(_ effects: Effect...) -> Answer { Answer(bytes: Array("{}".utf8), effects: effects) }
}
