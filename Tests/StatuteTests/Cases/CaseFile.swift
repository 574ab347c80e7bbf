import Foundation
import Testing
import Wire
@testable import Statute

/// One published case in the project's own form: facts, what the source says is due, and how far it follows the statute.
struct CaseFile: Sendable, CustomTestStringConvertible {
    struct Expected: Sendable {
        /// statute (reproduced), deviates (explained), outcome (no facts to recompute from), total (a sum of the others).
        let test: String
        let code: String
        let measure: String
        let payer: String?
        let variant: String?
        let period: JSON?
        let amount: Int64?
        let recomputed: Int64?
        let tolerance: Int64
        /// Nothing, unless the recomputed figure is itself rounded on the way, which the file then says.
        let recomputedTolerance: Int64
        let json: JSON
    }

    let id: String
    let request: JSON
    let expected: [Expected]
    let source: String

    var testDescription: String { id }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "cases")

    static func all() throws -> [CaseFile] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { url in
                let json = try JSON(parsing: [UInt8](Data(contentsOf: url)))
                return CaseFile(
                    id: json["id"]?.stringValue ?? "", request: json["request"] ?? .null,
                    expected: (json["expected"]?.arrayValue ?? []).map(Expected.init), source: json["source"]?.stringValue ?? "")
            }
    }

    /// The answer's line for an expectation: joined by code, measure, payer, variant and period.
    static func line(_ expected: Expected, in answer: Answer) -> Item? {
        answer.items.first { item in
            guard item.code.rawValue == expected.code, item.measure.rawValue == expected.measure, item.variant == expected.variant else { return false }
            if let payer = expected.payer, item.payer?.rawValue != payer { return false }
            guard let period = expected.period else { return item.period == nil || expected.measure != "shortfall" }
            return item.period.map { $0.from.text } == period["from"]?.stringValue
        }
    }
}

extension CaseFile.Expected {
    init(_ json: JSON) {
        self.init(
            test: json["test"]?.stringValue ?? "", code: json["code"]?.stringValue ?? "", measure: json["measure"]?.stringValue ?? "due",
            payer: json["payer"]?.stringValue, variant: json["variant"]?.stringValue, period: json["period"],
            amount: json["amount_fen"]?.intValue, recomputed: json["recomputed_fen"]?.intValue,
            tolerance: json["tolerance_fen"]?.intValue ?? 0,
            recomputedTolerance: (json["recomputed_note"]?.stringValue?.count ?? 0) > 20 ? json["recomputed_tolerance_fen"]?.intValue ?? 0 : 0,
            json: json)
    }
}
