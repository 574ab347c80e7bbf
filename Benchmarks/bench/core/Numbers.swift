import Foundation

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
