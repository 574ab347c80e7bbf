import Base
import Wire

/// Something in an evidence file is not of its form (protocol/evidence.md §2, §3): which member of the object, and on which line.
package struct FormError: Error, Sendable, Equatable {
    /// A path of member names (`leaf.proof`); `""` is the whole value.
    package var member: String
    /// From 1, in files of lines; nil elsewhere.
    package var line: Int?

    package init(_ member: String, line: Int? = nil) {
        self.member = member
        self.line = line
    }

    /// For the item of a finding: `12 proof`.
    package var place: String { [line.map(String.init), member.isEmpty ? nil : member].compactMap { $0 }.joined(separator: " ") }

    func within(_ name: String) -> FormError { FormError(member.isEmpty ? name : "\(name).\(member)", line: line) }
}

/// Reading members with typed errors.
extension JSONView {
    func need(_ key: StaticString) throws(FormError) -> JSONView {
        guard let value = self[key] else { throw FormError("\(key)") }
        return value
    }

    func text(_ key: StaticString) throws(FormError) -> String {
        guard let value = try need(key).string else { throw FormError("\(key)") }
        return value
    }

    /// A whole number that is not negative.
    func count(_ key: StaticString) throws(FormError) -> Int64 {
        guard let value = try need(key).int, value >= 0 else { throw FormError("\(key)") }
        return value
    }

    func bytes(_ key: StaticString, count: Int? = nil) throws(FormError) -> [UInt8] {
        guard let value = try need(key).base64URL, count.map({ $0 == value.count }) ?? true else { throw FormError("\(key)") }
        return value
    }

    /// A list of hashes; at most 64, more than any tree has levels.
    func nodes(_ key: StaticString) throws(FormError) -> [TreeNode] {
        let view = try need(key)
        guard view.kind == .array else { throw FormError("\(key)") }
        var out: [TreeNode] = []
        for element in view.elements {
            guard out.count < 64, let node = element.base64URL, node.count == 32 else { throw FormError("\(key)") }
            out.append(node)
        }
        return out
    }

    var base64URL: [UInt8]? {
        guard kind == .string, let text = string else { return nil }
        return Base64URL.decode(text)
    }
}
