/// Looks at the complete subtrees that a file's proofs show: they never change, so two files of one log must agree on them
/// (protocol/evidence.md §4.3). Bounded: at most `most` are kept.
struct NodeWatch: Sendable {
    static let most = 1 << 18

    /// Kept of this file, for a comparison with another.
    var keepsAll = false
    private(set) var kept: [NodeAddress: TreeNode] = [:]
    /// Of the other file.
    var others: [NodeAddress: TreeNode] = [:]
    private var differing: [NodeAddress] = []

    // The parts of trees of other sizes, as far as they were seen.
    private var wanted: Set<NodeAddress> = []
    private var found: [NodeAddress: TreeNode] = [:]

    /// Asks for the root of the first `size` leaves; before anything is seen.
    mutating func want(_ size: Int64) { wanted.formUnion(ProofWalk.parts(of: size)) }

    mutating func see(_ address: NodeAddress, _ node: TreeNode) {
        if keepsAll, kept.count < NodeWatch.most { kept[address] = node }
        if let other = others[address], other != node { differ(address) }
        if wanted.contains(address) { found[address] = node }
    }

    /// A few are enough; of more, those that begin the log, which two epochs may still share.
    private mutating func differ(_ address: NodeAddress) {
        differing.append(address)
        guard differing.count > 64 else { return }
        differing.sort { $0.end < $1.end }
        differing.removeLast(32)
    }

    /// Subtrees of the first `size` leaves that the other file shows otherwise.
    func contradictions(within size: Int64) -> [NodeAddress] {
        Array(differing.filter { $0.end <= size }.sorted { $0.end < $1.end }.prefix(16))
    }

    /// The root of the first `size` leaves; nil where a part of it was not seen, or nobody asked.
    func root(of size: Int64) -> TreeNode? {
        let parts = ProofWalk.parts(of: size)
        let nodes = parts.compactMap { found[$0] }
        return nodes.count == parts.count && !nodes.isEmpty ? ProofWalk.root(of: nodes) : nil
    }
}

extension NodeAddress {
    /// How many leaves a tree has that ends with this subtree.
    fileprivate var end: Int64 { (index + 1) << Int64(level) }
}
