/// A clock that goes on while the machine sleeps, for the `dt` of an act: how long ago the time token was given (protocol §7).
public protocol SleepClock: Sendable {
    /// The boot and the milliseconds since some fixed point in it; nil where the machine cannot tell.
    func reading() -> (bootID: String, ms: Int64)?
}

public struct SystemSleepClock: SleepClock {
    public init() {}

    public func reading() -> (bootID: String, ms: Int64)? {
        // A reading is only ever compared with one of the same boot.
        guard let boot = SecretFile.read("/proc/sys/kernel/random/boot_id") else { return nil }
        let clock = ContinuousClock()
        let since = clock.systemEpoch.duration(to: clock.now)
        let (seconds, attoseconds) = since.components
        return (String(decoding: boot.filter { $0 > 32 }, as: UTF8.self), seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
