extension Setting {
    /// The table for `--help`.
    package static var help: String {
        var out = "Settings come from flags, then the environment, then the file given with --config (YAML); flags win.\n"
        for setting in all {
            out += "\n  \(setting.flag)  (\(setting.key), \(setting.variable))\n      \(setting.meaning)\n      "
            out += setting.expected + (setting.standard.map { "; default \($0)" } ?? "; not set by default") + "\n"
        }
        return out
    }

    /// A commented sample file; every key is there, unset ones commented out.
    package static var sample: String {
        var out = """
            # Gongdao server, sample configuration. Each value below is the default; lines with `#` in front are not set.
            # The same keys work as flags (--data-dir) and in the environment (GONGDAO_DATA_DIR); flags win over the
            # environment, and that over this file. Check with: gongdaod check-config --config /etc/gongdao/gongdaod.yaml

            """
        var group = ""
        for setting in all {
            let parts = setting.key.split(separator: ".", maxSplits: 1)
            if parts[0] != group {
                group = String(parts[0])
                out += "\n\(group):\n"
            }
            for line in wrapped(setting.meaning, width: 110) { out += "  # \(line)\n" }
            out += "  # (\(setting.expected))\n"
            let value = setting.standard.map { needsQuotes($0) ? "\"\($0)\"" : $0 }
            out += value.map { "  \(parts[1]): \($0)\n" } ?? "  # \(parts[1]):\n"
        }
        return out
    }

    /// YAML would read `0600` as a number.
    private static func needsQuotes(_ text: String) -> Bool { text.hasPrefix("0") && text.count > 1 }

    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count + 1 > width { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines
    }
}
