/// Text as HTML shows it and never runs it.
enum HTMLText {
    /// Escapes what HTML reads as markup, in text and in attributes alike.
    static func escape(_ text: String) -> String {
        let clean = PlainText.clean(text)
        guard clean.utf8.contains(where: { markup.contains($0) }) else { return clean }
        var out = ""
        for character in clean.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }

    private static let markup = Set("&<>\"'".utf8)
}
