/// Where a server listens: `tls://host:port` (the default), `tcp://host:port` (loopback and tests), `unix:/path`.
public enum Endpoint: Sendable, Hashable {
    case tcp(host: String, port: Int)
    /// `authorities` is a PEM file of certificate authorities; nil takes the system's.
    case tls(host: String, port: Int, authorities: String?)
    case unix(path: String)

    /// Port of the protocol where none is given.
    public static let defaultPort = 7443

    /// Nil for an address that is none; `authorities` counts for TLS only.
    public init?(_ text: String, authorities: String? = nil) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            let trimmed = path.hasPrefix("//") ? String(path.dropFirst(2)) : path
            // sun_path holds 108 bytes with its terminator.
            guard trimmed.hasPrefix("/"), trimmed.utf8.count < 108 else { return nil }
            self = .unix(path: trimmed)
            return
        }
        let plain = text.hasPrefix("tcp://")
        let rest = plain || text.hasPrefix("tls://") ? String(text.dropFirst(6)) : text
        guard let (host, port) = Endpoint.split(rest) else { return nil }
        self = plain ? .tcp(host: host, port: port) : .tls(host: host, port: port, authorities: authorities)
    }

    /// `host`, `host:port`, `[v6]`, `[v6]:port`.
    private static func split(_ text: String) -> (String, Int)? {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            guard !host.isEmpty else { return nil }
            if rest.isEmpty { return (host, defaultPort) }
            guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65535).contains(port) else { return nil }
            return (host, port)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, !host.contains("/"), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return (String(host), defaultPort) }
        guard let port = Int(parts[1]), (1...65535).contains(port) else { return nil }
        return (String(host), port)
    }
}

extension Endpoint: CustomStringConvertible {
    public var description: String {
        func address(_ host: String, _ port: Int) -> String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
        return switch self {
        case .tcp(let host, let port): "tcp://" + address(host, port)
        case .tls(let host, let port, _): "tls://" + address(host, port)
        case .unix(let path): "unix:" + path
        }
    }
}
