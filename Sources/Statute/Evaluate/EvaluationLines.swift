package import Wire

/// JSON lines in, JSON lines out: one answer for each line, whatever is wrong with it; the caller learns whether all could be read.
package struct EvaluationLines {
    private let packs: RulePacks
    /// A tenant's own values, laid under those of each question.
    private let overrides: JSON?
    /// Lines that could not be read.
    package private(set) var faults = 0
    package private(set) var count = 0

    package init(packs: RulePacks, overrides: JSON? = nil) {
        self.packs = packs
        self.overrides = overrides
    }

    /// The answer to one line, or nil for an empty one.
    package mutating func answer(_ line: [UInt8]) -> Answer? {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return nil }
        count += 1
        let answer = Evaluator.answer(request: line, packs: packs, overrides: overrides)
        if answer.fault != nil { faults += 1 }
        return answer
    }
}
