/// One text in both languages; neither ever stands inside the other.
package struct Wording: Sendable, Equatable, Hashable, ExpressibleByStringLiteral {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) { (self.zh, self.en) = (zh, en) }

    /// The same words in both, for what has no language: a code, a number.
    package init(stringLiteral text: String) { self.init(zh: text, en: text) }

    static func both(_ zh: String, _ en: String) -> Wording { Wording(zh: zh, en: en) }

    func text(_ language: PageLanguage) -> String { language.pick(zh, en) }
}
