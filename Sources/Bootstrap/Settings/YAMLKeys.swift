/// The keys that a configuration file sets, so that a misspelt one is told instead of ignored. Configuration files have two levels;
/// values are read by the configuration library, not here.
enum YAMLKeys {
    /// `group.name` with the line it stands on, from 1.
    static func scan(_ text: String) -> [(key: String, line: Int)] {
        var found: [(key: String, line: Int)] = []
        var group = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.drop { $0 == " " }
            guard let colon = content.firstIndex(of: ":"), content.first != "#", content.first != "-" else { continue }
            let name = String(content[..<colon])
            if content.startIndex == line.startIndex {
                group = name
                let rest = content[content.index(after: colon)...].drop { $0 == " " }
                if !rest.isEmpty, rest.first != "#" { found.append((name, index + 1)) }
            } else {
                found.append(("\(group).\(name)", index + 1))
            }
        }
        return found
    }
}
