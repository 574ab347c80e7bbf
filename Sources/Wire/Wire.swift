/// The wire: JSON lines, the envelope, error codes, cursors and signed bytes. A leaf that server and clients both import.
public enum Wire {
    /// Offered as `v` in `hello` (protocol §3).
    public static let protocolVersion = 1
    /// The ALPN name on TLS (protocol §2).
    public static let alpn = "gongdao/1"
    /// What every answer carries.
    public static let jsonrpc = "2.0"
}
