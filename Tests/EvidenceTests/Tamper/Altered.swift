import Archive
import Base
import Evidence

/// Something altered (or left as it was), as a verifier is given it.
enum Altered: Sendable {
    /// The database itself, replayed against its newest checkpoint; only the server's own auditor reads that.
    case log([([UInt8], Commitment?)], note: SignedNote, key: NoteVerifier, kept: [Checkpoint] = [])
    case bundle([UInt8], Pin)
    case receipt([UInt8], Pin)

    var verdict: Verdict {
        switch self {
        case .log(let leaves, let note, let key, let kept):
            var verifier = LogVerifier(kept: kept)
            for leaf in leaves { verifier.append(leaf.0, leaf.1) }
            return verifier.finish(note, key: key)
        case .bundle(let bytes, let pin): return BundleVerifier.verify(MemorySource(bytes), pin: pin)
        case .receipt(let bytes, let pin): return ReceiptVerifier.verify(bytes, pin: pin)
        }
    }

    /// The task for the verifier in Python; nil where it has nothing to read.
    var task: String? {
        guard case .bundle(let bytes, let pin) = self else {
            guard case .receipt(let bytes, let pin) = self else { return nil }
            return Altered.task(bytes, pin)
        }
        return Altered.task(bytes, pin)
    }

    private static func task(_ bytes: [UInt8], _ pin: Pin) -> String {
        var members: [String: String] = ["data": Base64URL.encode(bytes)]
        members["key"] = pin.key?.encoded
        members["checkpoint"] = pin.checkpoint?.encoded.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
        return "{" + members.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
    }
}
