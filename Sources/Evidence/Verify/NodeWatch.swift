/// Looks at the complete subtrees that a file's proofs show: they never change, so two files of one log must agree on them
/// (protocol/evidence.md §4.3). Bounded: at most `most` are kept.
struct NodeWatch: Sendable {
    static let most = 1 << 18

    /// Kept of this file, for a comparison with another.
    var keepsAll = false
    private(set) var kept: [NodeAddress: TreeNode] = [:]
    /// Of the other file.
    var others: [NodeAddress: TreeNode] = [:]
    private(set) var contradictions: [NodeAddress] = []

    // The parts of a tree of another size, as far as they were seen.
    private var wanted: [NodeAddress]
    private var found: [NodeAddress: TreeNode] = [:]

    /// `wantedSize`: the tree whose root is to be told at the end.
    init(wantedSize: Int64? = nil) { wanted = wantedSize.map(ProofWalk.parts(of:)) ?? [] }

    mutating func see(_ address: NodeAddress, _ node: TreeNode) {
        if keepsAll, kept.count < NodeWatch.most { kept[address] = node }
        if let other = others[address], other != node, contradictions.count < 16 { contradictions.append(address) }
        if wanted.contains(address) { found[address] = node }
    }

    /// The root of the tree of the wanted size; nil where a part of it was not seen.
    var root: TreeNode? {
        let parts = wanted.compactMap { found[$0] }
        return parts.count == wanted.count && !parts.isEmpty ? ProofWalk.root(of: parts) : nil
    }
}
