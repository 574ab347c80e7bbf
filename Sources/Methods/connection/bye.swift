internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `bye`: the client is done; the server finishes what is open and closes.
package enum ByeMethod: Method {
    package static let name = "bye"
    package static let needs = Need.hello
    package static let doors: Set<Door> = [.tenants, .operators]
    package static let meaning = LocalizedText(zh: "结束连接。", en: "Ends the connection.")

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer { .empty(.bye(why: "bye")) }
}
