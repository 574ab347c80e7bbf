import Foundation
import Testing
import Wire

@Suite("gongdao statute: the law offline") struct StatuteTests {
    private static let question =
        "{\"id\":1,\"jurisdiction\":\"000000\",\"as_of\":\"2024-06-30\",\"ask\":[\"lump_disability\"],"
        + "\"facts\":{\"grade\":9,\"coverage\":\"insured\",\"own_wage_monthly_fen\":600000}}"

    private func run(_ arguments: String..., input: String = "") throws -> Person.Outcome {
        let person = try Person()
        defer { person.remove() }
        return try person.run(all: ["statute"] + arguments, input: input)
    }

    @Test("Lines in, lines out in their order: a bad one is answered with its reason, the rest go on, and the status says so")
    func lines() throws {
        let outcome = try run("evaluate", "-", input: Self.question + "\nno question\n\n" + Self.question + "\n")
        #expect(outcome.status == 2)
        let answers = try outcome.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        #expect(answers.count == 3)
        #expect(answers[0]["items"]?[0]?["amount_fen"] == 5_400_000 && answers[0] == answers[2])
        #expect(answers[1]["error"]?["reason"] == "wrong_type")
        #expect(try run("evaluate", "-", input: Self.question).status == 0)
        #expect(try run("evaluate", "/no/such/file").status != 0)
    }

    @Test("A question may stand in a file and be laid out over many lines")
    func file() throws {
        let person = try Person()
        defer { person.remove() }
        let path = person.home + "/q.json"
        let laidOut = Self.question.replacingOccurrences(of: ",", with: ",\n  ")
        try Data(laidOut.utf8).write(to: URL(fileURLWithPath: path))
        let outcome = try person.run("statute", "evaluate", path)
        #expect(outcome.status == 0 && outcome.json?["items"]?[0]?["amount_fen"] == 5_400_000)
    }

    @Test("What is missing is named with the way to supply it, in the reader's language")
    func missing() throws {
        let question = Self.question.replacingOccurrences(of: "\"grade\":9,", with: "")
        let english = try run("evaluate", "-", "--explain-missing", "--lang", "en", input: question)
        #expect(english.output.contains("grade") && !english.output.contains("需要"))
        let chinese = try run("evaluate", "-", "--explain-missing", "--lang", "zh", input: question)
        #expect(chinese.output.contains("伤残等级") && !chinese.output.contains("needed"))
    }

    @Test("A page that a worker can read: amount, figures, payer, article, in both languages")
    func explain() throws {
        let page = try run("explain", "-", "--lang", "zh", input: Self.question).output
        for part in ["一次性伤残补助金", "54,000.00 元", "伍万肆仟元整", "6,000.00 × 9", "《工伤保险条例》第三十七条第一款第（一）项", "工伤保险基金"] { #expect(page.contains(part), "\(part)") }
        let english = try run("explain", "-", "--lang", "en", input: Self.question).output
        for part in ["lump-sum disability subsidy", "54,000.00 CNY", "the insurance fund"] { #expect(english.contains(part), "\(part)") }
    }

    @Test("A tenant's own values are kept in a file and laid under each question; a question's own win; both are marked")
    func overrides() throws {
        let person = try Person()
        defer { person.remove() }
        let path = person.home + "/own.json"
        try Data("{\"min_wage\":[{\"from\":\"2024-01-01\",\"to\":\"2024-12-31\",\"value\":300000}]}".utf8).write(to: URL(fileURLWithPath: path))
        let question = "{\"jurisdiction\":\"330200\",\"as_of\":\"2024-06-30\",\"ask\":[\"sick_pay\"],"
            + "\"facts\":{\"sick_leaves\":[{\"from\":\"2024-05-01\",\"to\":\"2024-05-31\"}]}"
        let plain = try person.run("statute", "evaluate", "-", "--overrides", path, input: question + "}")
        #expect(plain.json?["items"]?[0]?["amount_fen"] == 240_000, "\(plain.output)")
        let inputs = plain.json?["items"]?[0]?["inputs"]?.arrayValue ?? []
        #expect(inputs.contains { $0["name"] == "min_wage" && $0["from"] == "tenant" })
        let own = question + ",\"overrides\":{\"min_wage\":[{\"from\":\"2024-01-01\",\"value\":200000}]}}"
        let asked = try person.run("statute", "evaluate", "-", "--overrides", path, input: own)
        #expect(asked.json?["items"]?[0]?["amount_fen"] == 160_000)
        try Data("{\"min_wage\":[{\"value\":1}]}".utf8).write(to: URL(fileURLWithPath: path))
        let bad = try person.run("statute", "evaluate", "-", "--overrides", path, input: question + "}")
        #expect(bad.status == 2 && bad.json?["error"]?["path"] == "overrides")
    }

    @Test("A folder of packs stands in for the program's own: a correction can be tried, an old state asked again")
    func folder() throws {
        let packs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/RulePacks/packs")
        #expect(try run("evaluate", "-", "--packs", packs.path, input: Self.question).output == run("evaluate", "-", input: Self.question).output)
        let person = try Person()
        defer { person.remove() }
        let own = person.home + "/packs"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        let national = try String(contentsOf: packs.appendingPathComponent("national.jsonl"), encoding: .utf8)
        let changed = national.split(separator: "\n").map { line in
            line.contains("\"key\":\"lump_disability\"") && line.contains("\"class\":\"9\"") && line.contains("2011-01-01")
                ? String(line.replacing("\"months_x10\":90", with: "\"months_x10\":95")) : String(line)
        }
        try Data(changed.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: own + "/national.jsonl"))
        let tried = try person.run(all: ["statute", "evaluate", "-", "--packs", own], input: Self.question)
        #expect(tried.json?["items"]?[0]?["amount_fen"] == 5_700_000, "\(tried.output)")
        #expect(try run("evaluate", "-", "--packs", "/no/such/folder", input: Self.question).status != 0)
    }

    @Test("Each situation has a template that is answered as it stands", arguments: [
        "injury", "death", "contract_end", "pay", "contribution", "back_payment",
    ])
    func template(situation: String) throws {
        let template = try run("template", situation)
        #expect(template.status == 0)
        let outcome = try run("evaluate", "-", input: template.output)
        #expect(outcome.status == 0 && outcome.json?["items"]?.arrayValue?.isEmpty == false, "\(outcome.output)")
        #expect(try run("template", "nothing").status != 0)
    }

    @Test("The packs: versions and gaps, one value with its source, a check that finds the fault, a difference in words")
    func packs() throws {
        let list = try run("packs", "--on", "2026-11-21", "--json")
        #expect(list.json?["packs"]?.arrayValue?.count == 6 && list.json?["notices"]?.arrayValue?.isEmpty == false)
        #expect(try run("packs", "--on", "2026-11-21", "--gaps", "--at", "110000", "--lang", "en").output.contains("110000"))
        let shown = try run("packs", "show", "lump_death", "--on", "2025-01-01", "--lang", "en")
        #expect(shown.status == 0 && shown.output.contains("20") && shown.output.contains("WII 39"))
        #expect(try run("packs", "show", "min_wage", "--at", "330200", "--on", "1999-01-01").status == 1)
        #expect(try run("packs", "show", "no_such_key").status == 64)
        #expect(try run("packs", "check", "embedded").status == 0)

        let person = try Person()
        defer { person.remove() }
        let path = person.home + "/own.jsonl"
        let head = "{\"pack\":\"own\",\"version\":\"2026.1.1\",\"title\":{\"zh\":\"自\",\"en\":\"own\"},\"sources\":{\"S\":\"x\"}}\n"
        func row(_ fen: Int) -> String {
            "{\"key\":\"min_wage\",\"at\":\"330200\",\"from\":\"2024-01-01\",\"value\":{\"fen\":\(fen)},\"source\":[\"S\"],\"confidence\":\"one_source\",\"tag\":\"S\"}\n"
        }
        try Data((head + row(1) + row(2)).utf8).write(to: URL(fileURLWithPath: path))
        let faulty = try person.run("statute", "packs", "check", path)
        #expect(faulty.status == 1 && faulty.output.contains(":2: overlap"), "\(faulty.output)")
        try Data((head + row(249_000)).utf8).write(to: URL(fileURLWithPath: path))
        let other = person.home + "/other.jsonl"
        try Data((head + row(266_000)).utf8).write(to: URL(fileURLWithPath: other))
        let diff = try person.run("statute", "packs", "diff", path, other, "--lang", "en")
        #expect(diff.status == 0 && diff.output.contains("2,490.00") && diff.output.contains("2,660.00"), "\(diff.output)")
    }
}
