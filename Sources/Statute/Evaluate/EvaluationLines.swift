package import Wire

/// JSON lines in, JSON lines out: one answer for each line, whatever is wrong with it; the caller learns whether all could be read.
package struct EvaluationLines {
    private let packs: RulePacks
    /// A tenant's own values, laid under those of each question.
    private let overrides: JSON?
    /// Lines that could not be read.
    package private(set) var faults = 0
    package private(set) var count = 0
    /// Lines handed in, empty ones too: what an editor shows as the number of the line.
    private var line = 0

    package init(packs: RulePacks, overrides: JSON? = nil) {
        self.packs = packs
        self.overrides = overrides
    }

    /// The answer to one line, or nil for an empty one.
    package mutating func answer(_ line: [UInt8]) -> Answer? {
        self.line += 1
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return nil }
        count += 1
        var answer = Evaluator.answer(request: line, packs: packs, overrides: overrides)
        // An answer without an id could be anybody's: the number of the line says whose it is.
        if answer.id == .null { answer.line = self.line }
        guard let fault = answer.fault else { return answer }
        faults += 1
        // A line that is no JSON at all has no member to name but itself.
        if answer.id == .null, fault.path.isEmpty { answer.fault = FactError(fault.reason, "line \(self.line)", expected: fault.expected) }
        return answer
    }
}
