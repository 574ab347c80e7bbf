internal import Base
package import Wire

/// The shape of parameters or results, declared once: from it come the check before a method runs, the JSON Schema, and the table on
/// the method's page.
package indirect enum Shape: Sendable {
    /// Text of at most so many UTF-8 bytes.
    case text(Int)
    case word([String])
    case int(ClosedRange<Int64>)
    case bool
    case list(Shape, Int)
    case object([Field])
    /// An object with any keys and values of one shape.
    case map(Shape)
    /// Anything JSON; what it means is checked elsewhere (arguments of operations, pages).
    case any
    case nullable(Shape)

    /// A whole number that is not negative.
    package static let count = Shape.int(0...JSON.maxInt)
    /// An id or another short text.
    package static let id = Shape.text(64)
    package static let name = Shape.text(256)
    /// A token, nonce, key or signature.
    package static let token = Shape.text(512)
}

package struct Field: Sendable {
    package let name: String
    package let shape: Shape
    package let isRequired: Bool
    package let meaning: String

    package init(_ name: String, _ shape: Shape, _ meaning: String, optional: Bool = false) {
        self.name = name
        self.shape = shape
        self.meaning = meaning
        isRequired = !optional
    }

    package static func optional(_ name: String, _ shape: Shape, _ meaning: String) -> Field {
        Field(name, shape, meaning, optional: true)
    }
}

extension Shape {
    /// Throws −32602 with the path of the first member that does not fit. Members that the shape does not name are ignored
    /// (protocol §1). A null counts as absent.
    package func check(_ view: JSONView?, path: String = "") throws(RPCError) {
        guard let view else {
            if case .object(let fields) = self, !fields.contains(where: \.isRequired) { return }
            throw .params(field: path, reason: "missing")
        }
        switch self {
        case .text(let most):
            guard let text = view.string else { throw .params(field: path, reason: "type") }
            guard text.utf8.count <= most else { throw .params(field: path, reason: "range") }
        case .word(let words):
            guard let text = view.string else { throw .params(field: path, reason: "type") }
            guard words.contains(text) else { throw .params(field: path, reason: "value") }
        case .int(let range):
            guard let number = view.int else { throw .params(field: path, reason: "type") }
            guard range.contains(number) else { throw .params(field: path, reason: "range") }
        case .bool:
            guard view.bool != nil else { throw .params(field: path, reason: "type") }
        case .list(let element, let most): try check(list: view, of: element, most: most, path: path)
        case .object(let fields): try check(object: view, fields: fields, path: path)
        case .map(let value):
            guard view.kind == .object else { throw .params(field: path, reason: "type") }
            for (key, member) in view.members { try value.check(member, path: join(path, key)) }
        case .any: break
        case .nullable(let shape): if !view.isNull { try shape.check(view, path: path) }
        }
    }

    private func check(list view: JSONView, of element: Shape, most: Int, path: String) throws(RPCError) {
        guard view.kind == .array else { throw .params(field: path, reason: "type") }
        let elements = view.elements
        guard elements.count <= most else { throw .params(field: path, reason: "range") }
        if case .any = element { return }
        for (index, member) in elements.enumerated() { try element.check(member, path: "\(path)[\(index)]") }
    }

    private func check(object view: JSONView, fields: [Field], path: String) throws(RPCError) {
        guard view.kind == .object else { throw .params(field: path, reason: "type") }
        for field in fields {
            let member = view[field.name]
            if member == nil || (member?.isNull == true && !field.shape.takesNull) {
                guard !field.isRequired else { throw .params(field: join(path, field.name), reason: "missing") }
                continue
            }
            try field.shape.check(member, path: join(path, field.name))
        }
    }

    private var takesNull: Bool {
        switch self {
        case .nullable, .any: true
        default: false
        }
    }

    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }
}
