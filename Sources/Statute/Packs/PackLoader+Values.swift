import Base
import Wire

/// Values of rows: exactly one member, whose name is the kind.
extension RowReader {
    func value(_ json: JSON) throws(PackError) -> PackValue {
        guard let object = json.objectValue, object.count == 1, let name = object.keys.first, let kind = PackValueKind(rawValue: name),
            let inner = object[name]
        else { throw error(.malformed, "value must have exactly one member, one of \(PackValueKind.allCases.map(\.rawValue))") }
        switch kind {
        case .fen: return .fen(try int(inner, name))
        case .ppm: return .ppm(try int(inner, name))
        case .monthsX10: return .monthsX10(try int(inner, name))
        case .number: return .number(try int(inner, name))
        case .ladder: return .ladder(try ladder(inner))
        case .yearsTable: return .yearsTable(try bands(inner))
        case .brackets: return .brackets(try brackets(inner))
        case .formula: return .formula(try formula(inner))
        case .ageRule: return .ageRule(try ageRule(inner))
        case .uplift: return .uplift(try uplift(inner))
        case .period:
            guard let text = inner.stringValue, let period = Period(text) else {
                throw error(.malformed, "period must be like 30d, 20wd, 12m, 1y")
            }
            return .period(period)
        case .calendar: return .calendar(try calendar(inner))
        case .word:
            guard let word = inner.stringValue else { throw error(.malformed, "word must be a text") }
            return .word(word)
        case .unknown:
            guard let missing = inner["missing"]?.stringValue, !missing.isEmpty else { throw error(.missingMember, "unknown.missing") }
            var candidates: [PackValue] = []
            for candidate in inner["candidates"]?.arrayValue ?? [] { candidates.append(try value(candidate)) }
            // A row may say it in English only (`missing`), which is then all there is.
            let words = Wording(zh: inner["missing_zh"]?.stringValue ?? missing, en: missing)
            return .unknown(missing: words, candidates: candidates)
        }
    }

    private func int(_ json: JSON?, _ name: String) throws(PackError) -> Int64 {
        guard let value = json?.intValue, value >= 0 else { throw error(.malformed, "\(name) must be a whole number, not negative") }
        return value
    }

    private func ints(_ json: JSON?, _ name: String) throws(PackError) -> [Int64] {
        guard let array = json?.arrayValue else { throw error(.malformed, "\(name) must be a list") }
        var values: [Int64] = []
        for element in array { values.append(try int(element, name)) }
        return values
    }

    private func ladder(_ json: JSON) throws(PackError) -> [Int64] {
        let rates = try ints(json, "ladder")
        guard rates.count == 8, zip(rates, rates.dropFirst()).allSatisfy(<) else {
            throw error(.disorder, "a ladder has eight rising rates")
        }
        return rates
    }

    /// `[[from, to or null, value], …]`, each band beginning where the one before ends.
    private func bands(_ json: JSON?) throws(PackError) -> [YearsBand] {
        guard let array = json?.arrayValue, !array.isEmpty else {
            throw error(.malformed, "years_table must be a list of [from, to, value]")
        }
        var bands: [YearsBand] = []
        for element in array {
            guard let three = element.arrayValue, three.count == 3 else { throw error(.malformed, "a band is [from, to, value]") }
            let to = three[1].isNull ? nil : try int(three[1], "to")
            let band = YearsBand(from: try int(three[0], "from"), to: to, value: try int(three[2], "value"))
            if let last = bands.last, last.to != band.from { throw error(.disorder, "a band must begin where the one before ends") }
            if let to, to <= band.from { throw error(.disorder, "an empty band") }
            bands.append(band)
        }
        return bands
    }

    /// `[[over fen, ppm, quick fen], …]`, rising; the quick deduction must make the scale continuous.
    private func brackets(_ json: JSON) throws(PackError) -> [Bracket] {
        guard let array = json.arrayValue, !array.isEmpty else { throw error(.malformed, "brackets must be a list of [over, ppm, quick]") }
        var brackets: [Bracket] = []
        for element in array {
            let three = try ints(element, "bracket")
            guard three.count == 3 else { throw error(.malformed, "a bracket is [over, ppm, quick]") }
            let next = Bracket(over: three[0], ppm: three[1], quick: three[2])
            if let last = brackets.last {
                guard next.over > last.over, next.ppm > last.ppm else { throw error(.disorder, "brackets must rise") }
                let step = next.over * (next.ppm - last.ppm) / 1_000_000
                guard last.quick + step == next.quick else {
                    throw error(.disorder, "quick deduction \(next.quick), by the bracket below \(last.quick + step)")
                }
            } else if next.over != 0 || next.quick != 0 {
                throw error(.disorder, "the first bracket begins at 0 without a deduction")
            }
            brackets.append(next)
        }
        return brackets
    }

    private func formula(_ json: JSON) throws(PackError) -> PackFormula {
        guard let family = json["family"]?.stringValue else { throw error(.missingMember, "formula.family") }
        func base() throws(PackError) -> WageBase {
            guard let base = json["base"]?.stringValue.flatMap(WageBase.init(rawValue:)) else { throw error(.malformed, "formula.base") }
            return base
        }
        switch family {
        case "months": return .months(base: try base(), byGrade: try grades(json["by_grade"]))
        case "fixed": return .fixed(byGrade: try grades(json["by_grade"]))
        case "lifetime":
            return .lifetime(
                base: try base(), coefficientX10: try grades(json["coefficient_x10"]), leastX10: try grades(json["least_months_x10"]))
        case "months_left":
            let (least, most) = (try grades(json["least_months_x10"]), try grades(json["most_months_x10"]))
            for (grade, months) in least where (most[grade] ?? 0) < months { throw error(.disorder, "grade \(grade): most below least") }
            return .monthsLeft(base: try base(), leastX10: least, mostX10: most)
        case "age_table":
            var table: [Int: [YearsBand]] = [:]
            for (grade, list) in json["by_grade"]?.objectValue ?? JSONObject() { table[try self.grade(grade)] = try bands(list) }
            guard !table.isEmpty else { throw error(.malformed, "by_grade") }
            return .ageTable(base: try base(), byGrade: table)
        default: throw error(.malformed, "\"\(family)\" is no family of formulas")
        }
    }

    private func grade(_ text: String) throws(PackError) -> Int {
        guard let grade = Int(text), (1...10).contains(grade) else { throw error(.malformed, "\"\(text)\" is no grade") }
        return grade
    }

    /// A value by grade, falling (not rising) from the worse to the lighter grade.
    private func grades(_ json: JSON?) throws(PackError) -> [Int: Int64] {
        guard let object = json?.objectValue, !object.isEmpty else { throw error(.malformed, "a value by grade is expected") }
        var table: [Int: Int64] = [:]
        for (text, value) in object { table[try grade(text)] = try int(value, text) }
        let inOrder = table.sorted { $0.key < $1.key }.map(\.value)
        guard zip(inOrder, inOrder.dropFirst()).allSatisfy(>=) else { throw error(.disorder, "a lighter grade must not get more") }
        return table
    }

    private func ageRule(_ json: JSON) throws(PackError) -> AgeRule {
        guard json["measure"]?.stringValue == "years_left_to_retirement", let list = json["steps"]?.arrayValue else {
            throw error(.malformed, "age_rule needs measure years_left_to_retirement and steps")
        }
        var steps: [AgeRule.Step] = []
        var last: (years: Int64, ppm: Int64) = (.max, 1_000_001)
        for element in list {
            let ppm = try int(element["ppm"], "ppm")
            let below = element["lt"] != nil
            let years = try int(element["lt"] ?? element["le"], "lt or le")
            guard years < last.years, ppm <= last.ppm, ppm <= 1_000_000 else {
                throw error(.disorder, "steps go from many years to few and never rise")
            }
            last = (years, ppm)
            steps.append(below ? .below(years: years, ppm: ppm) : .atMost(years: years, ppm: ppm))
        }
        return AgeRule(
            appliesTo: (json["applies_to"]?.arrayValue ?? []).compactMap(\.stringValue), steps: steps,
            notIf: (json["not_if"]?.arrayValue ?? []).compactMap(\.stringValue))
    }

    private func uplift(_ json: JSON) throws(PackError) -> Uplift {
        guard let condition = json["if"]?.stringValue, let item = json["item"]?.stringValue else {
            throw error(.missingMember, "uplift.if, uplift.item")
        }
        let ppm = json["ppm"] == nil ? nil : try int(json["ppm"], "ppm")
        let months = json["add_months_x10"] == nil ? nil : try int(json["add_months_x10"], "add_months_x10")
        guard (ppm == nil) != (months == nil), ppm ?? 1_000_000 >= 1_000_000 else {
            throw error(.malformed, "an uplift has either ppm of at least 1,000,000 or add_months_x10")
        }
        return Uplift(condition: condition, item: item, ppm: ppm, addMonthsX10: months)
    }

    /// `off`, `work` and `in_lieu` are the days as MMDD, one after the other.
    private func calendar(_ json: JSON) throws(PackError) -> YearCalendar {
        let year = Int(try int(json["year"], "year"))
        func days(_ name: String) throws(PackError) -> Set<LocalDate> {
            guard let text = json[name]?.stringValue, text.utf8.count % 4 == 0 else {
                throw error(.malformed, "\(name) must be days as MMDD")
            }
            var days: Set<LocalDate> = []
            var rest = Substring(text)
            while !rest.isEmpty {
                let (month, day) = (Int(rest.prefix(2)), Int(rest.dropFirst(2).prefix(2)))
                guard let month, let day, let date = LocalDate(year: year, month: month, day: day) else {
                    throw error(.malformed, "\(name): \(rest.prefix(4)) is no day of \(year)")
                }
                days.insert(date)
                rest = rest.dropFirst(4)
            }
            return days
        }
        let calendar = YearCalendar(year: year, off: try days("off"), work: try days("work"), inLieu: try days("in_lieu"))
        guard calendar.off.isDisjoint(with: calendar.work), calendar.work.allSatisfy({ $0.weekday >= 6 }) else {
            throw error(.disorder, "a make-up workday must be a Saturday or Sunday and no day off")
        }
        return calendar
    }
}
