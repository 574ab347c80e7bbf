import Foundation
import Wire

extension Bench {
    /// A first sync of a thousand records: time, rows' bytes a second of the server's CPU, and bytes beside gzip of the same records in
    /// protobuf; then what small pulls cost on the wire.
    func firstSync() throws -> [Measure] {
        let count = 1_000
        let server = try server("sync", WorldPlan(tenants: 1, people: people, crowd: 3, rows: count))
        defer { server.remove() }
        guard let session = server.sessions.last else { return [] }
        let pages = try pull(server, session, from: "")
        var script = LoadScript(prologue: session.prologue, requests: [BenchSession.pull("")])
        for page in pages.dropLast() { script.requests.append(BenchSession.pull(page.cursor)) }
        var (time, speed) = (Series(), Series())
        for _ in 0..<rounds {
            let before = server.child.cpu
            let result = try load(server.port, [script], expecting: Bench.rows)
            time.values.append(Double(pages.count) / result.rate * 1000)
            speed.values.append((result["bytes"] ?? 0) / max(server.child.cpu - before, 1e-9) / 1e6)
        }
        let bytes = pages.reduce(0) { $0 + $1.bytes.count + 1 }
        let protobuf = try ProtobufPeer.gzippedBytes(rows: count, of: session.employee, scratch: scratch)
        let packed = try ProtobufPeer.gzipped(pages.flatMap(\.bytes), scratch: scratch)
        let small = try smallPulls(server)
        return [
            Measure("first sync of 1,000 records", "ms", time),
            Measure("first sync: rows a second of server CPU", "MB/s", speed, .atLeast(100)),
            Measure(
                "first sync: bytes down", "B", Double(bytes), peer: ("gzip of protobuf", Double(protobuf)), .ratioAtMost(1)),
            Measure("first sync: the same bytes through gzip", "B", Double(packed), peer: ("gzip of protobuf", Double(protobuf))),
            Measure("idle poll: bytes up and down", "B", Double(small.idle), .atMost(70)),
            Measure("one changed record: bytes up and down", "B", Double(small.changed), .atMost(200)),
        ]
    }

    private struct Page {
        var bytes: [UInt8]
        var cursor: String
    }

    /// Pulls to the end.
    private func pull(_ server: BenchServer, _ session: BenchSession, from start: String) throws -> [Page] {
        let line = try server.line(session)
        defer { line.close() }
        var pages: [Page] = []
        var cursor = start
        while true {
            let bytes = try line.ask(BenchSession.pull(cursor))
            let page = try JSON(parsing: bytes)["result"]
            cursor = page?["cur"]?.stringValue ?? cursor
            pages.append(Page(bytes: bytes, cursor: cursor))
            guard let more = page?["more"]?.boolValue else { throw BenchError.child(String(decoding: bytes, as: UTF8.self)) }
            if !more { return pages }
        }
    }

    /// A poll that finds nothing, and one that finds one record, on a connection that goes on.
    private func smallPulls(_ server: BenchServer) throws -> (idle: Int, changed: Int) {
        let session = server.sessions[0]
        let line = try server.line(session)
        defer { line.close() }
        _ = try line.ask(session.pull)
        let idle = try line.ask(session.pull)
        _ = try server.child.ask("touch 0")
        let changed = try line.ask(session.pull)
        guard String(decoding: changed, as: UTF8.self).contains(Bench.rows) else { throw BenchError.child("the change was not pulled") }
        let up = session.pull.utf8.count + 1
        return (up + idle.count + 1, up + changed.count + 1)
    }
}
