import Base
import Wire

/// A row with the place in its file, for errors.
package struct LoadedRow: Sendable {
    package let row: PackRow
    package let file: String
    package let line: Int
}

/// Reads pack files: a head on the first line, then one row a line; the checks that need one row only are made here.
package enum PackLoader {
    /// All rows of a file and all that is wrong with it; a row that cannot be read is left out and reported.
    package static func read(file: String, bytes: [UInt8]) -> (head: PackHead?, rows: [LoadedRow], errors: [PackError]) {
        var rows: [LoadedRow] = []
        var errors: [PackError] = []
        var head: PackHead?
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
            do throws(PackError) {
                let place = RowReader.Place(file: file, line: index + 1)
                guard let json = try? JSON(parsing: line), let object = json.objectValue else {
                    throw PackError(.syntax, file: file, line: index + 1, "the line is not one JSON object")
                }
                if index == 0 {
                    head = try self.head(object, place)
                } else {
                    var reader = RowReader(object: object, place: place, pack: head?.name ?? file, sources: head?.sources)
                    rows += try reader.rows().map { LoadedRow(row: $0, file: file, line: index + 1) }
                }
            } catch {
                errors.append(error)
            }
        }
        if head == nil, errors.isEmpty { errors.append(PackError(.head, file: file, line: 1, "the file is empty")) }
        return (head, rows, errors)
    }

    private static func head(_ object: JSONObject, _ place: RowReader.Place) throws(PackError) -> PackHead {
        guard let name = object["pack"]?.stringValue, let version = object["version"]?.stringValue,
            let zh = object["title"]?["zh"]?.stringValue, let en = object["title"]?["en"]?.stringValue,
            let sources = object["sources"]?.objectValue
        else {
            throw PackError(.head, file: place.file, line: 1, "the first line must be {pack, version, title{zh,en}, sources{}}")
        }
        var named: [String: String] = [:]
        for (code, text) in sources { named[code] = text.stringValue ?? "" }
        return PackHead(name: name, version: version, titleZh: zh, titleEn: en, sources: named)
    }
}

/// Reads the members of one row and checks them against the key's rule.
struct RowReader {
    struct Place {
        let file: String
        let line: Int
    }

    static let members: Set<String> = [
        "key", "at", "line", "class", "who", "from", "to", "from_basis", "known_on", "value", "provisional", "replaces", "published_on",
        "source", "document", "confidence", "tag", "note",
    ]

    let object: JSONObject
    let place: Place
    let pack: String
    /// Source codes of the head; nil = not checked (tenant's values).
    let sources: [String: String]?
    private var id: String?

    init(object: JSONObject, place: Place, pack: String, sources: [String: String]?) {
        self.object = object
        self.place = place
        self.pack = pack
        self.sources = sources
    }

    func error(_ code: PackError.Code, _ message: String) -> PackError {
        PackError(code, file: place.file, line: place.line, row: id, message)
    }

    /// The rows of one line: `at` and `line` may be lists, which stand for a row each.
    mutating func rows() throws(PackError) -> [PackRow] {
        for name in object.keys where !RowReader.members.contains(name) { throw error(.unknownMember, "\"\(name)\"") }
        let key = try string("key")
        let places = try list("at")
        id = "\(key)@\(places.joined(separator: ","))"
        guard let rule = PackSchema.rule(key) else { throw error(.unknownKey, "\"\(key)\" is no key of the schema") }
        let lines = object["line"] == nil ? [nil] : try list("line").map(Optional.some)
        let (cls, who) = (try optional("class"), try optional("who"))
        for line in lines { try check(rule, line: line, cls: cls, who: who) }
        for place in places where !RowReader.isPlace(place) { throw error(.place, "\"\(place)\" is no six-digit place") }
        guard let written = object["value"] else { throw error(.missingMember, "value") }
        let value = try self.value(written)
        guard value.isUnknown || rule.kinds.contains(value.kind) else {
            throw error(
                .wrongKind, "\(value.kind.rawValue) where \(rule.kinds.map(\.rawValue).sorted().joined(separator: " or ")) is expected")
        }
        if case .word(let word) = value, !rule.words.contains(word) { throw error(.malformed, "\"\(word)\" is no word of this key") }
        let dates = try self.dates()
        let provenance = try self.provenance()
        let provisional = object["provisional"]?.boolValue ?? false
        let replaces = object["replaces"]?.boolValue ?? false
        let (document, note) = (try optional("document"), try optional("note"))
        return places.flatMap { place in
            lines.map { line in
                PackRow(
                    key: key, at: place, line: line, cls: cls, who: who, from: dates.from, to: dates.to, fromBasis: dates.basis,
                    knownOn: dates.known, value: value, provisional: provisional, replaces: replaces, publishedOn: dates.published,
                    source: provenance.source, document: document, confidence: provenance.confidence, tag: provenance.tag, note: note,
                    pack: pack)
            }
        }
    }

    private func check(_ rule: KeyRule, line: String?, cls: String?, who: String?) throws(PackError) {
        if let line {
            guard rule.hasLine else { throw error(.wrongPart, "the key has no line") }
            guard PackSchema.lines.contains(line) else { throw error(.wrongPart, "\"\(line)\" is no insurance line") }
        } else if rule.hasLine {
            throw error(.wrongPart, "the key needs a line")
        }
        if let cls {
            guard let classes = rule.classes, classes.isEmpty || classes.contains(cls) else {
                throw error(.wrongPart, "\"\(cls)\" is no class of this key")
            }
        }
        if let who {
            guard let all = rule.who, all.contains(who) else { throw error(.wrongPart, "\"\(who)\" is no share of this key") }
        } else if rule.who != nil {
            throw error(.wrongPart, "the key needs \"who\"")
        }
    }

    private func dates() throws(PackError) -> (from: LocalDate?, to: LocalDate?, known: LocalDate?, published: LocalDate?, basis: FromBasis)
    {
        let (from, to, known) = (try date("from"), try date("to"), try date("known_on"))
        if let from, let to, to < from { throw error(.malformed, "to \(to) lies before from \(from)") }
        if from == nil, known == nil { throw error(.missingMember, "from, or known_on where the start is not established") }
        var basis = FromBasis.sourced
        if let text = try optional("from_basis") {
            guard let found = FromBasis(rawValue: text) else { throw error(.malformed, "from_basis \"\(text)\"") }
            basis = found
        }
        if from == nil, basis == .sourced { throw error(.malformed, "from_basis must say why there is no first day") }
        return (from, to, known, try date("published_on"), basis)
    }

    private func provenance() throws(PackError) -> (source: [String], confidence: Confidence, tag: VerificationTag) {
        guard let confidence = Confidence(rawValue: try string("confidence")) else { throw error(.malformed, "confidence") }
        guard let tag = VerificationTag(rawValue: try string("tag")) else { throw error(.malformed, "tag") }
        let source = object["source"] == nil ? [] : try list("source")
        if let sources {
            for code in source where sources[code] == nil { throw error(.unnamedSource, "\"\(code)\" is not in the head of the file") }
        }
        return (source, confidence, tag)
    }

    // MARK: Members

    func string(_ name: String) throws(PackError) -> String {
        guard let member = object[name] else { throw error(.missingMember, name) }
        guard let text = member.stringValue, !text.isEmpty else { throw error(.malformed, "\(name) must be a text") }
        return text
    }

    func optional(_ name: String) throws(PackError) -> String? {
        guard let member = object[name], !member.isNull else { return nil }
        guard let text = member.stringValue, !text.isEmpty else { throw error(.malformed, "\(name) must be a text") }
        return text
    }

    private func date(_ name: String) throws(PackError) -> LocalDate? {
        guard let text = try optional(name) else { return nil }
        guard let date = LocalDate(text) else { throw error(.malformed, "\(name) \"\(text)\" is no day") }
        return date
    }

    /// One text or a list of them.
    private func list(_ name: String) throws(PackError) -> [String] {
        guard let member = object[name] else { throw error(.missingMember, name) }
        if let text = member.stringValue { return [text] }
        let texts = (member.arrayValue ?? []).compactMap(\.stringValue)
        guard let all = member.arrayValue, !all.isEmpty, texts.count == all.count else {
            throw error(.malformed, "\(name) must be a text or a list of texts")
        }
        return texts
    }

    static func isPlace(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let code = parts.first, code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
        return parts.count == 1 || (parts.count == 2 && !parts[1].isEmpty)
    }
}
