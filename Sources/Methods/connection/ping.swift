internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `ping`: keeps a connection from being idle.
package enum PingMethod: Method {
    package static let name = "ping"
    package static let needs = Need.hello
    package static let doors: Set<Door> = [.tenants, .operators]
    package static let meaning = LocalizedText(zh: "保持连接，返回服务器时间。", en: "Keeps the connection; answers the server's time.")
    package static let result = Shape.object([Field("t_ms", .count, "the server's time")])

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        Answer(bytes: Array("{\"t_ms\":\(c.now.ms)}".utf8))
    }
}
