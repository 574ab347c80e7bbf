import Base
import Foundation

/// What the server under test holds.
struct WorldPlan {
    /// Tenants `t0`, `t1`, …
    var tenants = 1
    /// Employees in each tenant who never sign in.
    var people = 0
    /// Sessions of which the first stands in `t0`, the second in `t1`, and so on.
    var spread = 0
    /// Further sessions, all in `t0`.
    var crowd = 0
    /// Records in the feed of the last session of the crowd, which starts from nothing.
    var rows = 0
    /// New sessions where the world is there already: access tokens last a quarter of an hour.
    var isRenewed = false

    var words: [String] { [tenants, people, spread, crowd, rows].map(String.init) + (isRenewed ? ["renew"] : []) }

    init(tenants: Int, people: Int = 0, spread: Int = 0, crowd: Int = 0, rows: Int = 0) {
        (self.tenants, self.people, self.spread, self.crowd, self.rows) = (tenants, people, spread, crowd, rows)
    }

    init?(_ words: [String]) {
        let numbers = words.compactMap { Int($0) }
        guard numbers.count == 5, words.count == 5 || words.last == "renew" else { return nil }
        self.init(tenants: numbers[0], people: numbers[1], spread: numbers[2], crowd: numbers[3], rows: numbers[4])
        isRenewed = words.count > 5
    }
}

/// The files of one world.
struct WorldFolder {
    let path: String

    var data: String { path + "/data" }
    var keys: String { path + "/keys" }
    var backup: String { path + "/backup" }
    var platformKey: String { path + "/platform.key" }
    /// What the load needs to know of every session; written last, so where it is the world is complete.
    var sessions: String { path + "/sessions" }
    var isComplete: Bool { FileManager.default.fileExists(atPath: sessions) }

    /// The key of this world, made where there is none yet.
    func key(_ random: any RandomSource, bytes: Int) throws -> [UInt8] {
        let files = FileManager.default
        if let known = files.contents(atPath: platformKey) { return Array(known) }
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        let fresh = random.bytes(bytes)
        try Data(fresh).write(to: URL(fileURLWithPath: platformKey))
        return fresh
    }
}
