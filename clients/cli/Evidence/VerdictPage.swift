import Base
import Evidence
import Wire

/// A verdict in plain words: what is proved, what is not, what fails. With `--json` the verdict itself (protocol/evidence.md §4.4).
enum VerdictPage {
    static func show(_ verdict: Evidence.Verdict, _ output: Output) {
        guard !output.isJSON else { return Terminal.write(verdict.json.description + "\n") }
        var page = Output.Page(style: output.style, width: output.width)
        write(verdict, &page, output.style)
        Terminal.write(page.text)
    }

    static func show(_ comparison: Comparison, _ output: Output) {
        let verdict = comparison.verdict
        guard !output.isJSON else {
            let json: JSON = [
                "kind": "gongdao-comparison", "a": comparison.a.json, "b": comparison.b.json, "verdict": verdict.json,
                "checkpoints": .array(comparison.notes.map(JSON.string)),
            ]
            return Terminal.write(json.description + "\n")
        }
        var page = Output.Page(style: output.style, width: output.width)
        for (name, side) in [("A", comparison.a), ("B", comparison.b)] {
            let tree = side.checkpoint.map { "\($0.origin) \($0.size) \(Base64.encode($0.root))" } ?? "-"
            page.line(Style.safe("\(name)  \(tree)"))
            for finding in side.failed.prefix(20) { page.line(Style.safe("   \(words(VerdictWords.of(finding))) \(finding.item)")) }
        }
        write(verdict, &page, output.style)
        if verdict.result == .failed { proof(comparison.notes, &page) }
        Terminal.write(page.text)
    }

    /// Both notes as they were signed: with what contradicts they are the proof, also without the files.
    private static func proof(_ notes: [String], _ page: inout Output.Page) {
        for note in notes {
            page.line()
            for line in note.split(separator: "\n", omittingEmptySubsequences: false) { page.line(Style.safe(String(line))) }
        }
    }

    private static func write(_ verdict: Evidence.Verdict, _ page: inout Output.Page, _ style: Style) {
        let title = words(verdict.file == .comparison ? comparisonTitle(verdict) : VerdictWords.result(verdict))
        page.line(verdict.result == .proved ? style.green(title) : verdict.result == .consistent ? style.yellow(title) : style.red(title))
        if verdict.file != .comparison {
            page.fields([
                (say("verdict.log"), verdict.checkpoint?.origin), (say("verdict.size"), verdict.checkpoint.map { "\($0.size)" }),
                (say("verdict.root"), verdict.checkpoint.map { Base64.encode($0.root) }),
                (say("verdict.time"), verdict.checkpoint?.time.map { Show.time($0) }), (say("verdict.key"), verdict.key),
            ])
        }
        section(say("verdict.failed"), verdict.failed.map { words(VerdictWords.of($0)) + ($0.item.isEmpty ? "" : " [\($0.item)]") }, &page)
        section(say("verdict.proved"), verdict.proved.map { words(VerdictWords.of($0, verdict)) }, &page)
        let missing = verdict.notProvedLines.map { words(VerdictWords.of($0.code, verdict)) + ($0.item.map { " [\($0)]" } ?? "") }
        section(say("verdict.not_proved"), missing, &page)
    }

    private static func comparisonTitle(_ verdict: Evidence.Verdict) -> VerdictWords.Text {
        if let finding = verdict.failed.first { return VerdictWords.of(finding) }
        return verdict.notProved.first.map { VerdictWords.of($0, verdict) } ?? VerdictWords.of(.compareSame, verdict)
    }

    private static func section(_ title: String, _ lines: [String], _ page: inout Output.Page) {
        guard !lines.isEmpty else { return }
        page.line()
        page.title(title)
        for line in lines { page.line("- " + Style.safe(line)) }
    }

    private static func words(_ text: VerdictWords.Text) -> String { Catalogue.current == .zh ? text.zh : text.en }
}
