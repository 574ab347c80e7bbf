internal import Base
package import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// What must stand before a method may be called.
package enum Need: String, Sendable, CaseIterable {
    /// Nothing: `hello` itself.
    case nothing
    /// A `hello`.
    case hello
    /// A signed-in account of a tenant.
    case session
    /// A signed-in operator.
    case `operator`
}

/// Which listener a connection came through: tenants' people, or the platform's operators.
package enum Door: String, Sendable, CaseIterable {
    case tenants, operators
}

/// One method of the protocol: one file, named as on the wire. The declarations are what pages, schemas and checks are made from.
package protocol Method: Sendable {
    static var name: String { get }
    static var needs: Need { get }
    static var doors: Set<Door> { get }
    /// Who may call it; empty: everybody who fulfils `needs`.
    static var roles: Set<Role> { get }
    static var params: Shape { get }
    static var result: Shape { get }
    static var meaning: LocalizedText { get }
    /// Codes it may answer beside those that every method may.
    static var errors: [ErrorCode] { get }
    /// An example of `params` for the pages; it fits the shape.
    static var example: JSON { get }

    static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer
}

extension Method {
    package static var doors: Set<Door> { needs == .operator ? [.operators] : [.tenants] }
    package static var roles: Set<Role> { [] }
    package static var errors: [ErrorCode] { [] }
    package static var example: JSON { .object(JSONObject()) }
    package static var params: Shape { .object([]) }
    package static var result: Shape { .object([]) }

    /// The folder and page it belongs to: the part of the name before the dot, `connection` for `hello` and its kin.
    package static var family: String {
        guard let dot = name.firstIndex(of: ".") else { return name == "get" ? name : "connection" }
        let head = String(name[..<dot])
        return ["rpc", "schema"].contains(head) ? "connection" : head
    }
}
