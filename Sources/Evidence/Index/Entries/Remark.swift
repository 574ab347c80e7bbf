/// A gap or an omission.
package struct Remark: Codable, Sendable, Hashable {
    /// As in the manifest, such as `pdf.font`.
    package var code: String
    package var text: Wording
    /// How many items it touches; nil where that is not known.
    package var count: Int?

    package init(code: String, text: Wording, count: Int? = nil) {
        self.code = code
        self.text = text
        self.count = count
    }
}
