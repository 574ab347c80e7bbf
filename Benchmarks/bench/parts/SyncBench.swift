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
        let compressed = try packedSync(server, session, like: pages)
        let protobuf = try ProtobufPeer.gzippedBytes(rows: count, of: session.employee, scratch: scratch)
        let packed = try ProtobufPeer.gzipped(pages.flatMap(\.bytes), scratch: scratch)
        let small = try smallPulls(server)
        return [
            Measure("first sync of 1,000 records", "ms", time),
            Measure("first sync: rows a second of server CPU", "MB/s", speed, .atLeast(100)),
            Measure(
                "first sync: bytes down, compressed", "B", Double(compressed.bytes), peer: ("gzip of protobuf", Double(protobuf)),
                .ratioAtMost(1)),
            Measure("first sync: server CPU, compressed", "ms", compressed.cpu),
            Measure("first sync: bytes down, plain", "B", Double(bytes), peer: ("gzip of protobuf", Double(protobuf))),
            Measure("first sync: the same bytes through gzip", "B", Double(packed), peer: ("gzip of protobuf", Double(protobuf))),
            Measure("idle poll: bytes up and down, compressed", "B", Double(small.packed.idle), .atMost(70)),
            Measure("one changed record: bytes up and down, compressed", "B", Double(small.packed.changed), .atMost(200)),
            Measure("idle poll: bytes up and down, plain", "B", Double(small.plain.idle)),
            Measure("one changed record: bytes up and down, plain", "B", Double(small.plain.changed)),
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

    /// The same pages over a connection that compresses: bytes on the socket, and the server's CPU of all rounds.
    private func packedSync(_ server: BenchServer, _ session: BenchSession, like pages: [Page]) throws -> (bytes: Int, cpu: Series) {
        var (bytes, cpu) = (0, Series())
        for _ in 0..<rounds {
            let line = try server.line(session, packed: true)
            defer { line.close() }
            let (before, burnt) = (line.bytesIn, server.child.cpu)
            var cursor = ""
            for page in pages {
                let answer = try line.ask(BenchSession.pull(cursor))
                // Signatures and tokens in it differ from connection to connection, rows do not.
                guard abs(answer.count - page.bytes.count) < 512 else { throw BenchError.child("the compressed page holds other bytes") }
                cursor = page.cursor
            }
            bytes = line.bytesIn - before
            cpu.values.append((server.child.cpu - burnt) * 1_000)
        }
        return (bytes, cpu)
    }

    private typealias Small = (idle: Int, changed: Int)

    /// A poll that finds nothing, and one that finds one record, on a connection that goes on; bytes on the socket both ways.
    private func smallPulls(_ server: BenchServer) throws -> (plain: Small, packed: Small) {
        func measure(packed: Bool) throws -> Small {
            let session = server.sessions[0]
            let line = try server.line(session, packed: packed)
            defer { line.close() }
            func bytes(_ body: () throws -> Void) rethrows -> Int {
                let before = line.bytesIn + line.bytesOut
                try body()
                return line.bytesIn + line.bytesOut - before
            }
            let first = try JSON(parsing: try line.ask(session.pull))
            let cursor = first["result"]?["cur"]?.stringValue ?? session.cursor
            let idle = try bytes { _ = try line.ask(BenchSession.pull(cursor)) }
            _ = try server.child.ask("touch 0")
            let changed = try bytes {
                let answer = try line.ask(BenchSession.pull(cursor))
                let text = String(decoding: answer, as: UTF8.self)
                guard text.contains(Bench.rows) else { throw BenchError.child("the change was not pulled") }
            }
            return (idle, changed)
        }
        return (try measure(packed: false), try measure(packed: true))
    }
}
