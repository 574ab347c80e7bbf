/// Who a tenant is: what does not change while its partition is open.
package struct TenantInfo: Sendable, Equatable {
    /// Given once, never used again; part of everything sealed.
    package let number: Int64
    /// The name on the wire: `[a-z0-9-]{2,32}`.
    package let code: String
    package let name: String
    /// This server's name, part of what devices sign at sign-in.
    package let serverName: String

    package init(number: Int64, code: String, name: String, serverName: String) {
        self.number = number
        self.code = code
        self.name = name
        self.serverName = serverName
    }
}
