/// What a connection needs of its socket. Called from any thread; implementations bring it to where it belongs.
package protocol Transport: Sendable {
    /// Sends whole lines, in the order of the calls.
    func write(_ bytes: [UInt8])
    /// Closes when everything written has gone out. No call follows.
    func close()
    /// Calls `body` once after so many ms, unless cancelled.
    func schedule(afterMs: Int64, _ body: @escaping @Sendable () -> Void) -> Timer
}

/// A timer that stands; cancelling one that has fired does nothing.
package struct Timer: Sendable {
    private let stop: @Sendable () -> Void

    package init(_ stop: @escaping @Sendable () -> Void) { self.stop = stop }
    package func cancel() { stop() }
}
