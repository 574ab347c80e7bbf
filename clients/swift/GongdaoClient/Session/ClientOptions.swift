public import Base

/// What a client is given instead of reaching for it.
public struct ClientOptions: Sendable {
    /// `name/version` of the app.
    public var app: String
    public var lang: String
    /// What the person sees in the list of devices.
    public var deviceName: String
    public var clock: any WallClock
    public var random: any RandomSource
    public var sleepClock: any SleepClock
    /// Tries of one step while the server is away or busy, before `sync` gives up and leaves the rest for the next time.
    public var tries: Int
    /// Tries to get a connection at the start of a `sync`. A program that a person or a timer starts again anyway asks once.
    public var connectTries: Int
    /// A longer wait than this ends the try instead, in milliseconds.
    public var longestWaitMs: Int64
    /// A checkpoint of a known key that comes this long (ms) after the last proved one, or later, is proved to go on from it.
    public var logProofMs: Int64
    public var sleep: @Sendable (Int64) async throws -> Void

    public init(
        app: String, lang: String = "zh-Hans", deviceName: String, clock: any WallClock = SystemClock(),
        random: any RandomSource = SystemRandom(), sleepClock: any SleepClock = SystemSleepClock(), tries: Int = 4,
        connectTries: Int? = nil, longestWaitMs: Int64 = 20_000, logProofMs: Int64 = 3_600_000,
        sleep: @escaping @Sendable (Int64) async throws -> Void = { try await Task.sleep(for: .milliseconds($0)) }
    ) {
        self.app = app
        self.lang = lang
        self.deviceName = deviceName
        self.clock = clock
        self.random = random
        self.sleepClock = sleepClock
        self.tries = tries
        self.connectTries = connectTries ?? tries
        self.longestWaitMs = longestWaitMs
        self.logProofMs = logProofMs
        self.sleep = sleep
    }
}
