import Foundation

/// Echo and bare commits alone: tells what the machine gives before anything of ours runs.
enum SelfTest {
    static func run() throws {
        let echo = try Child.own(["echo-server"])
        defer { echo.stop() }
        let port = try Numbers.read(echo.line())["port"] ?? 0
        let file = FileManager.default.temporaryDirectory.appending(path: "bench-echo.load").path
        try Load.write(Array(repeating: LoadScript(requests: ["{\"id\":1,\"result\":\"\(String(repeating: "x", count: 170))\"}"]), count: 64), to: file)
        let load = try Child.own(["load", String(Int(port)), file, "2"])
        let result = try Numbers.read(load.line())
        announce("echo, 64 connections: \(Int((result["answers"] ?? 0) / (result["seconds"] ?? 1))) answers/s")
        for files in [1, 4, 16, 64] {
            announce("bare commits, \(files) files: \(Int(try SQLiteBare.commitsPerSecond(files: files, seconds: 1, rowBytes: 400)))/s")
        }
    }
}

/// Reads the flat JSON objects of numbers that our own child processes print.
enum Numbers {
    static func read(_ line: String) -> [String: Double] {
        var out: [String: Double] = [:]
        for part in line.trimmingCharacters(in: CharacterSet(charactersIn: "{}\n ")).split(separator: ",") {
            let pair = part.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            out[pair[0].trimmingCharacters(in: CharacterSet(charactersIn: "\" "))] = Double(pair[1].trimmingCharacters(in: .whitespaces))
        }
        return out
    }
}
