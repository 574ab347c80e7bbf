import Base
import Crypto
import Wire

/// The checks that bundles and receipts share (protocol/evidence.md §4.1): checkpoint, keys, leaves, acts and devices, against one
/// checkpoint. Takes one leaf after another and keeps nothing of them but counts; keys and devices are held whole.
struct LogCheck {
    var verdict: Verdict
    private(set) var keys: [NoteVerifier] = []
    private(set) var checkpoint: Checkpoint?
    private(set) var note: SignedNote?
    /// Members of `checkpoints/` that are checkpoints.
    var earlier: [Earlier] = []
    private var walk: ProofWalk?

    // Leaves that keys and devices wait for, and which of them came.
    private var keyLeaves: [Int64: Int] = [:]
    private var keysSeen: Set<Int> = []
    private var devices: [String: DeviceState] = [:]
    private var deviceLeaves: [Int64: [String]] = [:]
    private var vouchLeaves: [Int64: [String]] = [:]

    private var lastIndex: Int64 = -1
    private var lastTime = Int64.min

    /// Subtrees somebody waits for (a pinned checkpoint, a comparison).
    var nodes: NodeWatch?

    private struct DeviceState {
        let line: DeviceLine
        let key: P256.Signing.PublicKey?
        var isBound = false
        var isVouched = false
        /// Acts whose signature under its key holds.
        var signed: Int64 = 0
    }

    init(_ file: Verdict.File) { verdict = Verdict(file) }

    // MARK: Checkpoint and keys

    /// False: nothing can be checked against it.
    mutating func read(checkpoint text: String) -> Bool {
        guard let note = SignedNote(parsing: text), let checkpoint = Checkpoint(parsing: note.text) else {
            verdict.fail(.checkpointForm, "")
            return false
        }
        self.note = note
        self.checkpoint = checkpoint
        verdict.checkpoint = checkpoint
        walk = ProofWalk(checkpoint)
        return true
    }

    /// Keys oldest first; the last one must have signed the checkpoint.
    mutating func read(keys texts: [String]) {
        let verifiers = texts.map(NoteVerifier.init(parsing:))
        keys = verifiers.compactMap { $0 }
        verdict.counts.keys = Int64(keys.count)
        guard let signer = keys.last, keys.count == verifiers.count, Set(keys.map(\.name)).count == 1 else {
            return verdict.fail(.keysForm, "")
        }
        verdict.key = signer.encoded
        guard let checkpoint, let note else { return }
        if LogOrigin(checkpoint.origin)?.keyName != signer.name { verdict.fail(.checkpointOrigin, checkpoint.origin) }
        if !signer.verify(note) { verdict.fail(.checkpointSignature, signer.name) }
    }

    /// Where the keys' leaves must stand. Receipts do not say it: theirs are found by what they say.
    mutating func expect(keyLeaves places: [Int64]) {
        for (number, index) in places.enumerated() {
            if number > 0, index <= places[number - 1] { verdict.fail(.keysForm, "\(index)") }
            keyLeaves[index] = number
        }
    }

    mutating func read(devices lines: [DeviceLine]) {
        for line in lines {
            let key = try? P256.Signing.PublicKey(compressedRepresentation: line.key)
            guard key != nil, devices[line.device] == nil, line.vouched ?? .max > line.leaf else {
                verdict.fail(.deviceForm, line.device)
                continue
            }
            devices[line.device] = DeviceState(line: line, key: key)
            deviceLeaves[line.leaf, default: []].append(line.device)
            if let vouched = line.vouched { vouchLeaves[vouched, default: []].append(line.device) }
        }
    }

    var bringsDevices: Bool { !devices.isEmpty }

    // MARK: Leaves

    /// One leaf; answers its body where that is known and what it says.
    mutating func check(_ leaf: DisclosedLeaf, ordered: Bool = true) -> (body: ActBody, document: JSONDocument)? {
        let name = "leaf \(leaf.index)"
        verdict.counts.leaves += 1
        guard let parsed = Leaf(leaf.leaf) else {
            verdict.fail(.leafForm, name)
            return nil
        }
        if ordered {
            if leaf.index <= lastIndex { verdict.fail(.leafOrder, name) }
            if parsed.time.ms < lastTime { verdict.fail(.leafTime, name) }
            lastIndex = max(lastIndex, leaf.index)
            lastTime = max(lastTime, parsed.time.ms)
        }
        walk?.keepsNodes = nodes != nil
        if walk?.holds(leaf: TreeHash.leaf(leaf.leaf), index: leaf.index, proof: leaf.proof) == true {
            for (address, node) in walk?.take() ?? [] { nodes?.see(address, node) }
        } else {
            verdict.fail(.leafProof, name)
        }
        guard let body = leaf.body else {
            if leaf.isWithheld { verdict.counts.withheld += 1 } else { verdict.counts.erased += 1 }
            return nil
        }
        guard body.hash == parsed.commitment else {
            verdict.fail(.leafCommitment, name)
            return nil
        }
        guard let document = try? JSONDocument(body.body) else {
            verdict.fail(.leafBody, name)
            return nil
        }
        let read: ActBody
        do throws(FormError) { read = try ActBody(document.root) } catch {
            verdict.fail(error.member == "act" ? .actForm : .leafBody, name)
            return nil
        }
        bind(leaf.index, parsed.kind, body.body, document)
        if let act = read.act { check(act, read, name, leaf.index) }
        return (read, document)
    }

    /// What a leaf of kind 7 says of keys and devices that the file lists.
    private mutating func bind(_ index: Int64, _ kind: LeafKind, _ body: [UInt8], _ document: JSONDocument) {
        guard kind == .key else { return }
        let view = document.root
        if let number = keyLeaves[index], let change = KeyChange(body: body), number < keys.count, change.key.encoded == keys[number].encoded {
            keysSeen.insert(number)
            chain(change, number, "leaf \(index)")
        }
        for id in deviceLeaves[index] ?? [] {
            guard let line = devices[id]?.line, view["device"]?.string == id, view["key"]?.base64URL == line.key,
                view["voucher"]?.string == line.voucher
            else { continue }
            devices[id]?.isBound = true
        }
        for id in vouchLeaves[index] ?? [] {
            guard view["op"]?.string == "device.vouch", view["device"]?.string == id, let voucher = view["voucher"]?.string,
                !DeviceLine.isEmployersWord(voucher)
            else { continue }
            devices[id]?.isVouched = true
        }
    }

    private mutating func chain(_ change: KeyChange, _ number: Int, _ name: String) {
        guard number > 0 else { return }
        if change.before?.key.encoded != keys[number - 1].encoded || !change.holds { verdict.fail(.keysChain, name) }
    }

    /// A receipt's leaf that may be one of its keys'.
    mutating func findKey(_ leaf: DisclosedLeaf) {
        guard let body = leaf.body?.body, let change = KeyChange(body: body),
            let number = keys.firstIndex(where: { $0.encoded == change.key.encoded })
        else { return }
        keyLeaves[leaf.index] = number
    }

    // MARK: Acts

    private mutating func check(_ act: ActBody.Act, _ body: ActBody, _ name: String, _ index: Int64) {
        verdict.counts.acts += 1
        let tenant = checkpoint.flatMap { LogOrigin($0.origin)?.tenant }
        if act.tenant != tenant || act.op != body.op || body.device.map({ $0 != act.device }) ?? false { verdict.fail(.actForm, name) }
        guard body.hasKey else {
            verdict.counts.unsigned += 1
            return
        }
        guard let signature = body.signature else { return verdict.fail(.actKey, name) }
        guard let device = devices[act.device] else {
            if verdict.file == .receipt, devices.isEmpty { verdict.notProved.append(.deviceUnchecked) } else { verdict.fail(.actKey, name) }
            return
        }
        guard let key = device.key, let read = try? P256.Signing.ECDSASignature(rawRepresentation: signature),
            key.isValidSignature(read, for: act.signedBytes)
        else { return verdict.fail(.actSignature, name) }
        if device.line.leaf >= index { verdict.fail(.deviceLeaf, device.line.device) }
        verdict.counts.signed += 1
        devices[act.device]?.signed += 1
    }

    // MARK: The end

    /// Keys and devices whose leaves did not come. A receipt with one key needs no leaf of it.
    mutating func finish() {
        for number in keys.indices where !keysSeen.contains(number) {
            if verdict.file == .receipt, number == 0 { continue }
            verdict.fail(.keysLeaf, keys[number].encoded)
        }
        for state in devices.values.sorted(by: { $0.line.device < $1.line.device }) {
            if !state.isBound || (state.line.vouched != nil && !state.isVouched) { verdict.fail(.deviceLeaf, state.line.device) }
            // Known only now: the leaf that would confirm a key may stand behind the acts under it.
            if DeviceLine.isEmployersWord(state.line.voucher), !state.isVouched { verdict.counts.employerVouched += state.signed }
        }
    }
}
