/// Why a listener did not start; `description` says what to do.
package enum ListenerError: Error, Sendable, Equatable, CustomStringConvertible {
    case addressInUse(String)
    case notAllowed(String)
    case socketPathTooLong(String, limit: Int)
    case notASocket(String)
    case certificate(file: String, reason: String)
    case bind(String, reason: String)

    package var description: String {
        switch self {
        case .addressInUse(let address):
            "\(address) is taken by another process; stop it or listen on another address"
        case .notAllowed(let address):
            "this user may not listen on \(address); take a port above 1023, or give the unit CAP_NET_BIND_SERVICE"
        case .socketPathTooLong(let path, let limit):
            "the socket path \(path) is longer than \(limit) bytes; choose a shorter one"
        case .notASocket(let path):
            "\(path) exists and is no socket; move it away or choose another socket path"
        case .certificate(let file, let reason):
            "\(file) cannot be used for TLS: \(reason)"
        case .bind(let address, let reason):
            "cannot listen on \(address): \(reason)"
        }
    }
}
