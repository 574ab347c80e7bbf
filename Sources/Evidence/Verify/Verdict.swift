import Base
package import Wire

/// What a verifier says of a file (protocol/evidence.md §4.4).
package struct Verdict: Sendable, Equatable {
    package enum File: String, Sendable { case bundle, receipt, checkpoint, comparison, unknown }

    package enum Result: String, Sendable, CaseIterable {
        case proved, consistent, failed, unreadable

        /// The program's exit status.
        package var exit: Int32 {
            switch self {
            case .proved: 0
            case .unreadable: 2
            case .consistent: 3
            case .failed: 4
            }
        }
    }

    package struct Counts: Sendable, Equatable {
        package var leaves: Int64 = 0
        package var acts: Int64 = 0
        package var signed: Int64 = 0
        package var unsigned: Int64 = 0
        package var employerVouched: Int64 = 0
        package var erased: Int64 = 0
        package var withheld: Int64 = 0
        package var records: Int64 = 0
        package var attachments: Int64 = 0
        package var keys: Int64 = 0
        package var witnesses: Int64 = 0
        package var failed: Int64 = 0
    }

    /// At most so many failures are listed; `counts.failed` has them all.
    package static let mostListed = 1_000

    package var file: File
    package var counts = Counts()
    package private(set) var failed: [Finding] = []
    /// Parts of the file in which something failed, listed or not.
    private var failedParts: Set<Substring> = []
    package var proved: [Proved] = []
    package var notProved: [NotProved] = []
    /// Names of witnesses whose key was given and who signed nothing here.
    package var absentWitnesses: [String] = []
    /// The key that signed, as a vkey.
    package var key: String?
    package var checkpoint: Checkpoint?
    package var isEstablished = false
    package var isUnreadable = false

    package init(_ file: File) { self.file = file }

    package mutating func fail(_ code: FindingCode, _ item: String) {
        counts.failed += 1
        failedParts.insert(code.part)
        if failed.count < Verdict.mostListed { failed.append(Finding(code, item)) }
    }

    /// Nothing failed in this part of the file.
    func isClean(_ parts: Substring...) -> Bool { failedParts.isDisjoint(with: parts) }

    package var result: Result {
        if isUnreadable { return .unreadable }
        if counts.failed > 0 { return .failed }
        // What was asked for and could not be confirmed must not end as proved.
        let isUnconfirmed = notProved.contains(.pinnedCheckpoint) || notProved.contains(.witnessAbsent)
        return isEstablished && !isUnconfirmed ? .proved : .consistent
    }

    /// Each line of what is not proved with its item: of every absent witness one, by name.
    package var notProvedLines: [(code: NotProved, item: String?)] {
        notProved.flatMap { code -> [(code: NotProved, item: String?)] in
            code == .witnessAbsent ? absentWitnesses.map { (code, $0) } : [(code, nil)]
        }
    }

    static func unreadable(_ file: File, _ code: FindingCode, _ item: String) -> Verdict {
        var verdict = Verdict(file)
        verdict.fail(code, item)
        verdict.isUnreadable = true
        return verdict
    }

    package var json: JSON {
        func text(_ words: VerdictWords.Text) -> JSON { ["zh": .string(words.zh), "en": .string(words.en)] }
        var signer: JSONObject = [:]
        signer["key"] = key.map(JSON.string)
        if let checkpoint {
            signer["origin"] = .string(checkpoint.origin)
            signer["size"] = .int(checkpoint.size)
            signer["root"] = .string(Base64.encode(checkpoint.root))
            signer["time"] = checkpoint.time.map { .int($0.ms) }
        }
        let failed: [JSON] = self.failed.map {
            ["code": .string($0.code.rawValue), "item": .string($0.item), "text": text(VerdictWords.of($0))]
        }
        let proved: [JSON] = self.proved.map { ["code": .string($0.rawValue), "text": text(VerdictWords.of($0, self))] }
        let notProved: [JSON] = notProvedLines.map { line in
            var object: JSONObject = ["code": .string(line.code.rawValue), "text": text(VerdictWords.of(line.code, self))]
            object["item"] = line.item.map(JSON.string)
            return .object(object)
        }
        return .object([
            "v": 1, "kind": "gongdao-verdict", "file": .string(file.rawValue), "result": .string(result.rawValue),
            "exit": .int(Int64(result.exit)), "signer": .object(signer), "counts": .object(counts.json), "failed": .array(failed),
            "proved": .array(proved), "not_proved": .array(notProved),
        ])
    }
}

extension Verdict.Counts {
    /// By the names of protocol/evidence.md §4.4.
    var json: JSONObject {
        [
            "leaves": .int(leaves), "acts": .int(acts), "signed": .int(signed), "unsigned": .int(unsigned),
            "employer_vouched": .int(employerVouched), "erased": .int(erased), "withheld": .int(withheld), "records": .int(records),
            "attachments": .int(attachments), "keys": .int(keys), "witnesses": .int(witnesses), "failed": .int(failed),
        ]
    }
}
