package import Base

/// An operator of the platform, sealed in the platform store. Operators see tenants, never a row.
struct OperatorRecord: Codable, Sendable, Equatable {
    var name: String
    var password: String?
    var code: String?
    var codeEndsMs: Int64?
    var createdMs: Int64
    var createdBy: String
    var revoked: Bool
    var lastMs: Int64?
}

/// A signed-in operator on a connection; it ends with the connection, or after half a day.
package struct OperatorSession: Sendable, Equatable {
    package var name: String
    package var expires: Timestamp

    package init(name: String, expires: Timestamp) {
        self.name = name
        self.expires = expires
    }
}

/// An operator as others see him.
package struct OperatorView: Sendable {
    package var name: String
    package var state: String
    package var createdMs: Int64
    package var lastMs: Int64?
}
