/// A file in the bundle, in its original bytes.
package struct AttachmentEntry: Codable, Sendable, Hashable {
    /// The member of the bundle.
    package var path: String
    /// The name under which it was handed in.
    package var name: String
    /// 64 hexadecimal digits.
    package var sha256: String
    package var size: Int64
    package var type: String
    /// Pages, where the type has pages and they were counted.
    package var pages: Int?
    /// The record or act that names it.
    package var namedBy: String

    package init(path: String, name: String, sha256: String, size: Int64, type: String, pages: Int? = nil, namedBy: String) {
        self.path = path
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.type = type
        self.pages = pages
        self.namedBy = namedBy
    }
}
