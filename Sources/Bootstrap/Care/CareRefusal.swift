import Wire

/// A protocol error as a sentence for whoever sits at the server.
struct CareRefusal: Error, CustomStringConvertible {
    private let error: any Error

    init(_ error: any Error) { self.error = error }

    var description: String {
        guard let error = error as? RPCError else { return "\(error)" }
        if error.data?["reason"] == "has_operator" {
            return "there is an operator already; he makes others with `gongdao operator create`"
        }
        return error.data?["text"]?["en"]?.stringValue ?? "\(error.code.meaning) (\(error.message))"
    }
}
