/// Where a listener listens.
package enum Endpoint: Sendable, Hashable {
    case tcp(host: String, port: Int)
    case tls(host: String, port: Int)
    /// A Unix socket; `mode` is 0600 (this user) or 0660 (also its group).
    case unix(path: String, mode: UInt32)

    /// `host:port`, `[v6]:port` or `:port` for all interfaces; port 0 lets the system choose one. Nil for anything else.
    package static func address(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        return (host.isEmpty ? "0.0.0.0" : String(host), port)
    }

    /// `host:port` as clients write it.
    package static func text(host: String, port: Int) -> String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// One word for logs.
    package var kind: String {
        switch self {
        case .tcp: "tcp"
        case .tls: "tls"
        case .unix: "unix"
        }
    }
}
