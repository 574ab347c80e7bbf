/// A text for people in both languages of the product.
package struct Wording: Codable, Sendable, Hashable {
    package var zh: String
    package var en: String

    package init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// A text that has no translation: a name, an id, a person's own words.
    package init(verbatim text: String) { self.init(text, text) }
}

/// The language of an index: Chinese with English subtitles, or English alone.
package enum IndexLanguage: String, Codable, Sendable {
    case zh = "zh-Hans"
    case en

    package func phrase(_ wording: Wording) -> Phrase {
        switch self {
        case .zh: Phrase(wording.zh, sub: wording.en == wording.zh || wording.en.isEmpty ? nil : wording.en)
        case .en: Phrase(wording.en, sub: nil)
        }
    }

    /// The main language only.
    package func line(_ wording: Wording) -> String { self == .zh ? wording.zh : wording.en }
}

/// A text as it stands on the page: the main line, and its subtitle in the other language where there is one.
package struct Phrase: Sendable, Hashable {
    package var main: String
    package var sub: String?

    package init(_ main: String, sub: String? = nil) {
        self.main = main
        self.sub = sub
    }

    /// Both on one line.
    package var joined: String { sub.map { "\(main) \($0)" } ?? main }
}
