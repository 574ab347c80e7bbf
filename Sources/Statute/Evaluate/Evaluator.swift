import Base
package import Wire

/// The law as one pure function: a question and the packs in, an answer out. No clock, no files, no state.
package enum Evaluator {
    /// Answers one question given as JSON bytes; a question that cannot be read is answered with the reason. Equal bytes in, equal bytes out.
    package static func evaluate(request bytes: [UInt8], packs: RulePacks) -> [UInt8] {
        answer(request: bytes, packs: packs).bytes
    }

    /// The same as a value; `overrides` are a tenant's standing values, laid under those of the question.
    package static func answer(request bytes: [UInt8], packs: RulePacks, overrides: JSON? = nil) -> Answer {
        do {
            return answer(try JSON(parsing: bytes), packs: packs, overrides: overrides)
        } catch {
            return Answer(
                id: .null, fault: FactError(.wrongType, "", expected: "one JSON object (\(error.code) at byte \(error.offset))"))
        }
    }

    package static func answer(_ json: JSON, packs: RulePacks, overrides: JSON? = nil) -> Answer {
        do throws(FactError) {
            var question = try Question(json)
            question.overrides = TenantValues.joined(question.overrides, over: overrides)
            return try answer(question, packs: packs)
        } catch {
            return Answer(id: json["id"] ?? .null, fault: error)
        }
    }

    /// Answers the question and each of its variants.
    package static func answer(_ question: Question, packs: RulePacks) throws(FactError) -> Answer {
        var packs = packs
        if let overrides = question.overrides {
            do throws(PackError) {
                packs = packs.overriding(with: try TenantValues.rows(overrides, at: question.jurisdiction))
            } catch {
                throw FactError(.badValue, "overrides", expected: "dated values of pack keys: \(error.message)")
            }
        }
        try bound(question)
        var answer = Answer(id: question.id, jurisdiction: question.jurisdiction, asOf: question.asOf)
        if let standing = question.standing {
            let machine = CaseMachine(packs: packs, jurisdiction: question.jurisdiction)
            answer.standing = CaseStanding.answer(standing, machine, asOf: question.asOf)
            if !question.asksItems { return answer }
        }
        let facts = try FactParser.parse(.object(question.facts), asOf: question.asOf)
        compute(question, facts, packs, variant: nil, &answer)
        for (name, over) in question.variants {
            var merged = question.facts
            for key in over.keys { merged[key] = over[key] }
            compute(question, try FactParser.parse(.object(merged), path: "variants.\(name)", asOf: question.asOf), packs, variant: name, &answer)
        }
        if question.jurisdiction == "000000" { answer.warnings.append("national_rules_only") }
        if answer.items.isEmpty, answer.missing.isEmpty { answer.warnings.append("nothing_follows_from_the_facts") }
        return answer
    }

    /// Refuses what would take long: every variant is a calculation over all the lists again.
    private static func bound(_ question: Question) throws(FactError) {
        func entries(_ facts: JSONObject) -> Int { facts.values.reduce(0) { $0 + ($1.arrayValue?.count ?? 0) } }
        let own = entries(question.facts)
        let work = question.variants.reduce(own) { $0 + own + entries($1.facts) }
        guard work <= FactLimits.work else {
            throw FactError(
                .tooMany, question.variants.isEmpty ? "facts" : "variants",
                expected: "at most \(FactLimits.work) list entries, each variant counting all of them; found \(work)")
        }
        guard question.ask.contains(where: { $0 == .contribution || $0 == .backPayment }) else { return }
        let lines = question.variants.reduce(months(question.facts)) { $0 + months($1.facts, over: question.facts) }
        guard lines <= FactLimits.months else {
            throw FactError(
                .tooMany, "variants",
                expected: "at most \(FactLimits.months) months of premiums, each variant counting its own; found \(lines)")
        }
    }

    /// The months for which premiums would be written, at most ten years.
    private static func months(_ facts: JSONObject, over base: JSONObject = JSONObject()) -> Int {
        func month(_ names: String...) -> Int? {
            names.lazy.compactMap { name in (facts[name] ?? base[name])?.stringValue.flatMap { FactDay($0) }?.monthIndex }.first
        }
        guard let first = month("due_from", "entered_on"), let last = month("due_to", "ended_on") else { return 1 }
        return max(1, min(120, last - first + 1))
    }

    private static func compute(
        _ question: Question, _ facts: Facts, _ packs: RulePacks, variant: String?, _ answer: inout Answer
    ) {
        let c = Calculation(facts: facts, packs: packs, at: question.jurisdiction, asOf: question.asOf, asked: question.ask)
        for rule in Registry.rules where c.asked.isEmpty ? rule.applies(to: facts) : c.asked.contains(rule.code) {
            do {
                let items = Settlement.settled(try rule.compute(c), c)
                if items.isEmpty { answer.warnings.append("not_due:" + rule.code.rawValue) }
                add(items, as: variant, &answer)
            } catch let stop as Stop {
                note(stop, rule.code, &answer)
                // What the province's average would give stands beside what is missing, never in its place.
                guard case .missing(let names, _) = stop, names.contains("average_wages"), let other = c.onProvinceAverage(),
                    let items = try? Settlement.settled(rule.compute(other), other)
                else { continue }
                add(items, as: variant.map { $0 + "/province_average" } ?? "province_average", &answer)
            } catch {
                answer.warnings.append("failed:\(rule.code.rawValue)")
            }
        }
    }

    /// Adds the lines, under the name of the variant they belong to.
    private static func add(_ items: [Item], as variant: String?, _ answer: inout Answer) {
        let first = answer.items.count
        answer.items += items
        guard let variant else { return }
        for index in first..<answer.items.count {
            answer.items[index].variant = answer.items[index].variant.map { variant + "/" + $0 } ?? variant
        }
    }

    private static func note(_ stop: Stop, _ code: ItemCode, _ answer: inout Answer) {
        switch stop {
        case .missing(let names, let reason):
            for name in names {
                let missing = Missing(code, name, oneOf: names, reason: reason)
                if !answer.missing.contains(missing) { answer.missing.append(missing) }
            }
        case .several(let stops): for stop in stops { note(stop, code, &answer) }
        case .arithmetic(let error): answer.warnings.append("out_of_range:\(code.rawValue):\(error)")
        }
    }
}
