import Foundation
import NIOCore
import NIOPosix

/// What one connection of the load says: lines to be answered once before the clock runs, then requests, each sent when the last one
/// was answered. With `cycle` the requests start over; without, the connection is done after the last.
struct LoadScript {
    var prologue: [String] = []
    var requests: [String] = []
}

/// The load generator: a process of its own, so that its CPU is not counted as the server's.
///
/// The script file holds connections separated by blank lines; a line starts with `P ` (prologue) or `R ` (request).
enum Load {
    struct Result {
        var answers = 0
        var seconds = 0.0
        var latencies: [Double] = []
        var cpuSeconds = 0.0
        var bytesIn = 0
        var errors = 0
        /// The first answer that was not as expected.
        var complaint = ""
    }

    static func write(_ scripts: [LoadScript], to path: String) throws {
        var text = ""
        for script in scripts {
            for line in script.prologue { text += "P \(line)\n" }
            for line in script.requests { text += "R \(line)\n" }
            text += "\n"
        }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    static func read(_ path: String) throws -> [LoadScript] {
        var scripts: [LoadScript] = []
        var current = LoadScript()
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !current.requests.isEmpty || !current.prologue.isEmpty { scripts.append(current) }
                current = LoadScript()
            } else if line.hasPrefix("P ") {
                current.prologue.append(String(line.dropFirst(2)))
            } else {
                current.requests.append(String(line.dropFirst(2)))
            }
        }
        return scripts
    }

    static let usage = "bench load PORT FILE SECONDS|once [EXPECTED]"

    /// Runs the script and prints one JSON line. `EXPECTED`: what stands near the beginning of every good answer.
    static func main(_ arguments: [String]) throws {
        guard arguments.count >= 3, let port = Int(arguments[0]) else { throw BenchError.usage(usage) }
        let scripts = try read(arguments[1])
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let state = LoadState(
            loop: group.next(), connections: scripts.count, seconds: Double(arguments[2]),
            expected: Array((arguments.count > 3 ? arguments[3] : "").utf8))
        for script in scripts {
            _ = try ClientBootstrap(group: group)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(LoadHandler(script, state))
                    }
                }
                .connect(host: "127.0.0.1", port: port).wait()
        }
        let result = try state.finished.futureResult.wait()
        if result.errors > 0 { FileHandle.standardError.write(Data("bench load: \(result.complaint)\n".utf8)) }
        let sorted = result.latencies.sorted()
        func at(_ share: Double) -> Double { sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1e6 }
        announce(
            "{\"answers\":\(result.answers),\"seconds\":\(result.seconds),\"cpu\":\(result.cpuSeconds),\"bytes\":\(result.bytesIn),"
                + "\"errors\":\(result.errors),\"p50_us\":\(at(0.5)),\"p99_us\":\(at(0.99))}")
    }
}
