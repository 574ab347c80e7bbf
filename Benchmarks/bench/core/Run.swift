import Foundation

/// `bench [quick] [PART …] [--scratch FOLDER] [--out FILE]`: prints the table, a line as soon as it is known; writes JSON with `--out`.
/// Without a part, all of them.
enum Run {
    static func main(_ arguments: [String]) async throws {
        var (words, options) = ([String](), [String: String]())
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word.hasPrefix("--") { options[word] = rest.popFirst() } else { words.append(word) }
        }
        let known = Bench.parts.map(\.name) + ["quick"]
        guard words.allSatisfy(known.contains), options.keys.allSatisfy(["--scratch", "--out"].contains) else {
            throw BenchError.usage("bench [\(known.joined(separator: " | "))] [--scratch FOLDER] [--out FILE]")
        }
        // On the disk under the working folder: a temporary folder may be memory, where a sync costs nothing.
        let scratch = (options["--scratch"] ?? FileManager.default.currentDirectoryPath + "/.build-bench") + "/\(getpid())"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let bench = words.contains("quick") ? Bench.quick(scratch) : Bench(scratch: scratch)
        let chosen = Set(words).subtracting(["quick"])
        var measures: [Measure] = []
        for part in Bench.parts where chosen.isEmpty || chosen.contains(part.name) {
            let begun = ContinuousClock.now
            let more = try await part.run(bench)
            announce("-- \(part.name), \(Int(elapsed(since: begun))) s")
            for measure in more { announce(measure.row) }
            measures += more
        }
        if let out = options["--out"] {
            let text = "[\n" + measures.map { "  " + $0.json }.joined(separator: ",\n") + "\n]\n"
            try text.write(toFile: out, atomically: true, encoding: .utf8)
        }
    }
}
