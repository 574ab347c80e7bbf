import Base
import Casework
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

@Suite("Shapes of parameters")
struct ShapeTests {
    private func refusal(_ shape: Shape, _ text: String) throws -> RPCError? {
        let view = try JSONDocument(Array(text.utf8)).root
        do throws(RPCError) {
            try shape.check(view)
            return nil
        } catch {
            return error
        }
    }

    @Test("Every example of every method fits its own shape")
    func examples() throws {
        for method in MethodRegistry.all {
            let error = try refusal(method.params, String(decoding: method.example.bytes, as: UTF8.self))
            #expect(error == nil, "\(method.name): \(error?.data.map { String(describing: $0) } ?? "")")
        }
    }

    @Test("A member that is missing, of another kind or out of range is named by its path")
    func paths() throws {
        let shape = Shape.object([
            Field("a", .list(.object([Field("n", .int(1...5), "")]), 2), ""), .optional("b", .word(["x", "y"]), ""),
        ])
        #expect(try refusal(shape, #"{"a":[{"n":3}],"z":1}"#) == nil)
        #expect(try refusal(shape, #"{"a":[{"n":3}],"b":null}"#) == nil)
        #expect(try refusal(shape, #"{"a":[{"n":9}]}"#) == .params(field: "a[0].n", reason: "range"))
        #expect(try refusal(shape, #"{"a":[{}]}"#) == .params(field: "a[0].n", reason: "missing"))
        #expect(try refusal(shape, #"{"a":[{"n":1},{"n":1},{"n":1}]}"#) == .params(field: "a", reason: "range"))
        #expect(try refusal(shape, #"{"a":[],"b":"w"}"#) == .params(field: "b", reason: "value"))
        #expect(try refusal(shape, #"{"a":{}}"#) == .params(field: "a", reason: "type"))
        #expect(try refusal(shape, #"{}"#) == .params(field: "a", reason: "missing"))
    }
}
