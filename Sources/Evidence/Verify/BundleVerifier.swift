package import Archive
import Base
import Wire

/// Checks a bundle (protocol/evidence.md §4.1), offline and in memory that does not grow with it: leaves and records are read side by
/// side in the order of the log, each member once. Holds the manifest, keys and devices.
package struct BundleVerifier {
    private let zip: ZipReader
    private let pin: Pin
    private var log = LogCheck(.bundle)
    private var manifest: Manifest?
    private var hashes: [String: Manifest.Member] = [:]
    private var checked: Set<String> = []
    // Attachments that nothing has named yet, by the base64url of their hash.
    private var unnamed: [String: String] = [:]
    private var records: RecordMerge?

    static let small = 1024 * 1024
    static let required = ["checkpoint.note", "keys.json", "devices.json", "schema.json", "leaves.jsonl", "records.jsonl", "verify.txt"]

    /// Throws `ZipError` where the source is no archive that we read.
    init(_ source: any ByteSource, _ pin: Pin, nodes: NodeWatch?) throws {
        zip = try ZipReader(source)
        self.pin = pin
        log.nodes = nodes
    }

    /// Everything that can be told; an archive that breaks off is unreadable.
    package static func verify(_ source: any ByteSource, pin: Pin = Pin()) -> Verdict { run(source, pin, nil).verdict }

    static func run(_ source: any ByteSource, _ pin: Pin, _ nodes: NodeWatch?) -> FileReading {
        do {
            var verifier = try BundleVerifier(source, pin, nodes: nodes)
            try verifier.run()
            return FileReading(verifier.log)
        } catch {
            return FileReading(.unreadable(.bundle, .archive, "\(error)"))
        }
    }

    private mutating func run() throws {
        guard let bytes = try zip.read(Manifest.path, limit: Manifest.maxBytes) else { return log.verdict.fail(.manifestForm, Manifest.path) }
        do throws(FormError) { manifest = try Manifest(bytes: bytes) } catch { log.verdict.fail(.manifestForm, error.place) }
        listMembers()
        // Missing, or not even text: without a checkpoint nothing else can be checked, and that must not pass for silence.
        guard let note = try text("checkpoint.note") else { return log.verdict.fail(.checkpointForm, "") }
        guard log.read(checkpoint: note) else { return }
        checkHead()
        try readKeys()
        try checkManifestNote(bytes)
        try readDevices()
        try earlierCheckpoints()
        log.expectBeginnings(pin)
        try walkLog()
        log.finish()
        try readRest()
        conclude()
    }

    // MARK: Manifest

    private mutating func listMembers() {
        guard let manifest else { return }
        for member in manifest.members {
            if hashes.updateValue(member, forKey: member.path) != nil { log.verdict.fail(.manifestForm, member.path) }
            guard let found = zip[member.path] else {
                log.verdict.fail(.memberMissing, member.path)
                continue
            }
            if found.size != member.size { log.verdict.fail(.memberSize, member.path) }
        }
        for member in zip.members where ![Manifest.path, Manifest.notePath].contains(member.path) && hashes[member.path] == nil {
            log.verdict.fail(.memberUnlisted, member.path)
        }
        for path in BundleVerifier.required where zip[path] == nil && hashes[path] == nil { log.verdict.fail(.memberMissing, path) }
    }

    private mutating func checkHead() {
        guard let manifest, let checkpoint = log.checkpoint else { return }
        let origin = LogOrigin(checkpoint.origin)
        if origin == nil || checkpoint.origin != manifest.origin || origin?.tenant != manifest.tenant {
            log.verdict.fail(.checkpointOrigin, checkpoint.origin)
        }
        if checkpoint.size != manifest.size { log.verdict.fail(.checkpointSize, "\(checkpoint.size)") }
    }

    private mutating func checkManifestNote(_ bytes: [UInt8]) throws {
        guard let text = try text(Manifest.notePath), let note = SignedNote(parsing: text), let said = BundleNote(parsing: note.text) else {
            return log.verdict.fail(.manifestNote, Manifest.notePath)
        }
        if said.hash != ContentHash.sha256(bytes) || manifest.map({ $0.origin != said.origin || $0.made != said.made }) ?? false {
            log.verdict.fail(.manifestNote, Manifest.notePath)
        }
        if log.keys.last?.verify(note) != true { log.verdict.fail(.manifestSignature, Manifest.notePath) }
    }

    // MARK: Members

    /// A whole small member, its hash checked; nil where it is not there.
    private mutating func whole(_ path: String, limit: Int = BundleVerifier.small) throws -> [UInt8]? {
        guard let reader = try zip.open(path) else { return nil }
        guard reader.member.size <= Int64(limit) else { throw ZipError.bomb(path) }
        let member = MemberReader(reader)
        var out: [UInt8] = []
        while let piece = try member.next() { out += piece }
        settle(path, member)
        return out
    }

    private mutating func text(_ path: String) throws -> String? {
        try whole(path).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Compares what was read of a member with the manifest.
    private mutating func settle(_ path: String, _ member: MemberReader) {
        checked.insert(path)
        guard let listed = hashes[path] else { return }
        if member.sha256 != listed.sha256 { log.verdict.fail(.memberHash, path) }
    }

    private mutating func list(_ path: String, limit: Int) throws -> [JSONView]? {
        guard let bytes = try whole(path, limit: limit) else { return nil }
        guard let view = try? JSONDocument(bytes).root, view.kind == .array else { return nil }
        return view.elements
    }

    private mutating func readKeys() throws {
        guard let list = try list("keys.json", limit: BundleVerifier.small), list.count <= KeyLine.most,
            let lines = try? list.map({ try KeyLine($0) })
        else { return log.verdict.fail(.keysForm, "keys.json") }
        log.read(keys: lines.map(\.key))
        log.expect(keyLeaves: lines.map(\.leaf))
    }

    private mutating func readDevices() throws {
        guard let list = try list("devices.json", limit: Manifest.maxBytes), let lines = try? list.map({ try DeviceLine($0) }) else {
            return log.verdict.fail(.deviceForm, "devices.json")
        }
        log.read(devices: lines)
    }

    /// Checkpoints of earlier epochs or sizes: signed by a key of this log. How they stand to the file's own is judged after its leaves.
    private mutating func earlierCheckpoints() throws {
        for path in zip.members.map(\.path) where path.hasPrefix("checkpoints/") {
            guard let text = try text(path), let note = SignedNote(parsing: text), let checkpoint = Checkpoint(parsing: note.text),
                let origin = LogOrigin(checkpoint.origin)
            else {
                log.verdict.fail(.checkpointForm, path)
                continue
            }
            let isNamed = origin.keyName == log.keys.last?.name
            let isSigned = log.keys.contains { $0.verify(note) }
            if !isNamed { log.verdict.fail(.checkpointOrigin, path) }
            if !isSigned { log.verdict.fail(.checkpointSignature, path) }
            log.earlier.append(LogCheck.Earlier(path: path, note: note, checkpoint: checkpoint, isSigned: isNamed && isSigned))
        }
    }

    // MARK: The log

    /// Leaves one after another, with the records each of them wrote.
    private mutating func walkLog() throws {
        for path in zip.members.map(\.path) where path.hasPrefix("attachments/") { attachment(path) }
        var merge = RecordMerge(try zip.open("records.jsonl").map(MemberReader.init))
        if let reader = try zip.open("leaves.jsonl") {
            let member = MemberReader(reader)
            while let line = try line(member, .leafForm) {
                guard let leaf = leaf(line, member.line) else { continue }
                let body = log.check(leaf)
                if let document = body?.document { name(document.bytes) }
                try merge.records(upTo: leaf.index, body?.body) { code, item in log.verdict.fail(code, item) } named: { bytes in name(bytes) }
            }
            settle("leaves.jsonl", member)
        }
        try merge.records(upTo: .max, nil) { code, item in log.verdict.fail(code, item) } named: { bytes in name(bytes) }
        log.verdict.counts.records = merge.count
        if let member = merge.member { settle("records.jsonl", member) }
    }

    /// A line that is too long ends the reading of its member.
    private mutating func line(_ member: MemberReader, _ code: FindingCode) throws -> [UInt8]? {
        do { return try member.nextLine() } catch let error as FormError {
            log.verdict.fail(code, error.place)
            try member.drain()
            return nil
        }
    }

    private mutating func leaf(_ line: [UInt8], _ number: Int) -> DisclosedLeaf? {
        do { return try DisclosedLeaf(JSONDocument(line).root) } catch {
            log.verdict.fail(.leafForm, FormError((error as? FormError)?.member ?? "", line: number).place)
            return nil
        }
    }

    // MARK: Attachments

    private mutating func attachment(_ path: String) {
        let name = path.dropFirst("attachments/".count).prefix { $0 != "." }
        guard let hash = Hex.decode(name), hash.count == 32, Hex.encode(hash) == name else { return log.verdict.fail(.attachmentName, path) }
        unnamed[Base64URL.encode(hash)] = path
        log.verdict.counts.attachments += 1
    }

    /// Strikes out attachments whose hash is a string of this JSON.
    private mutating func name(_ json: [UInt8]) {
        guard !unnamed.isEmpty else { return }
        var start: Int?
        for (index, byte) in json.enumerated() where byte == 0x22 {
            if let from = start, index - from == 44 { unnamed[String(decoding: json[(from + 1)..<index], as: UTF8.self)] = nil }
            start = index
        }
    }

    /// Hashes of what was not read yet: attachments, pages, texts.
    private mutating func readRest() throws {
        for member in zip.members where !checked.contains(member.path) && member.path != Manifest.path {
            guard let reader = try zip.open(member.path) else { continue }
            let read = MemberReader(reader)
            var content = ContentHasher()
            while let piece = try read.next() { content.update(piece) }
            settle(member.path, read)
            let name = member.path.dropFirst("attachments/".count).prefix { $0 != "." }
            if member.path.hasPrefix("attachments/"), Hex.encode(content.finalize()) != name {
                log.verdict.fail(.attachmentName, member.path)
            }
        }
        for path in unnamed.values.sorted() { log.verdict.fail(.attachmentUnnamed, path) }
    }

    // MARK: The verdict

    private mutating func conclude() {
        PinCheck.apply(pin, to: &log)
        let manifest = manifest
        log.verdict.conclude { verdict in
            if verdict.isClean("manifest", "member") { verdict.proved.append(.manifest) }
            if manifest?.gaps.isEmpty == false { verdict.notProved.append(.gaps) }
            if manifest?.omitted.isEmpty == false { verdict.notProved.append(.omitted) }
            if manifest?.members.contains(where: { $0.path.hasPrefix("index.") }) == true { verdict.notProved.append(.pages) }
            if verdict.counts.records > 0 { verdict.notProved.append(.columns) }
        }
    }
}
