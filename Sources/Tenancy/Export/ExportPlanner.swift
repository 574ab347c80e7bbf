import Base
import Casework
import Evidence
import Records
import Store
import Wire

/// Finds out what a bundle takes in, slice by slice.
struct ExportPlanner {
    private let run: ExportRun
    private let audience: ExportAudience
    private var plan: ExportPlan
    private var known: Set<Int64> = []
    /// Lists of the rows of leaves looked at lately: an import's slice proves many records.
    private var lists: [Int64: RowList] = [:]

    /// Sizes of checkpoints that the asker holds.
    private let sizes: [Int64]

    init(_ run: ExportRun, sizes: [Int64]) throws {
        self.run = run
        self.sizes = sizes
        audience = run.audience
        plan = try run.slice { reader in
            var plan = ExportPlan(checkpoint: try reader.checkpoint())
            plan.ends = try reader.epochEnds(plan.checkpoint)
            plan.earlier = try reader.earlierCheckpoints(plan.checkpoint, plan.ends)
            return plan
        }
    }

    private var size: Int64 { plan.checkpoint.size }

    mutating func make() throws -> ExportPlan {
        switch audience.scope {
        case .own:
            try leaves(.subject, audience.employee ?? "")
            try leaves(.actor, audience.principal.actor.account)
            try leaves(.reading, audience.employee ?? "")
            try rows(of: audience.employee ?? "")
        case .person(let employee):
            try leaves(.subject, employee)
            try leaves(.reading, employee)
            try rows(of: employee)
        case .leaves, .time: try range()
        }
        plan.keys = try run.slice { try $0.keyLines() }.filter { $0.leaf < size }
        for key in plan.keys { show(key.leaf) }
        try devices()
        // The last leaf of a tree of that size shows that tree to be the beginning of this one (protocol/evidence.md §4.3).
        for kept in sizes + plan.ends.map(\.before.size) + plan.earlier.map(\.size) + [size] where kept > 0 && kept <= size { known.insert(kept - 1) }
        plan.leaves = known.sorted()
        known = []
        plan.rows.sort { ($0.leaf, $0.position) < ($1.leaf, $1.position) }
        return plan
    }

    private mutating func show(_ index: Int64) {
        known.insert(index)
        plan.shown.insert(index)
    }

    private func bound() throws {
        guard known.count <= Limits.exportLeaves else { throw ExportStop.refused(RPCError(.tooLarge, value: Int64(Limits.exportLeaves))) }
        guard plan.rows.count + plan.unproved.count <= Limits.exportRecords else {
            throw ExportStop.refused(RPCError(.tooLarge, value: Int64(Limits.exportRecords)))
        }
    }

    // MARK: Leaves

    private mutating func leaves(_ space: LeafIndex.Space, _ text: String) throws {
        var after: Int64 = -1
        while true {
            let (from, size, audience, known) = (after, self.size, audience, known)
            let page = try run.slice { reader in
                try reader.leaves(space, text, after: from, limit: Limits.exportSlice).filter { $0 < size }.map { index in
                    (index, try known.contains(index) ? nil : reader.isShown(index, to: audience))
                }
            }
            guard let last = page.last else { return }
            for (index, isShown) in page {
                self.known.insert(index)
                if space == .reading, case .own = audience.scope { plan.readings.insert(index) }
                if isShown ?? false { plan.shown.insert(index) }
            }
            after = last.0
            try bound()
        }
    }

    // MARK: Records of one person

    private mutating func rows(of employee: String) throws {
        let audience = audience
        var after: Int64 = .max
        while true {
            let before = after
            // By seq, downwards: a record written meanwhile moves up, and is not missed but found changed when it is written.
            let page = try run.slice { reader -> [EntryHeader] in
                guard let feed = try reader.number(of: .employee(employee)) else { return [] }
                var found: [EntryHeader] = []
                try reader.snapshot.live(feed: feed, below: before) { header, _ in
                    // Entries of one mutation share their seq and stay together.
                    guard found.count < Limits.exportSlice || found.last?.seq == header.seq else { return false }
                    found.append(header)
                    return true
                }
                return found
            }
            guard let last = page.last else { return }
            for start in stride(from: 0, to: page.count, by: Limits.exportSlice) {
                let part = Array(page[start..<min(start + Limits.exportSlice, page.count)])
                let allowed = try run.slice { reader in
                    try part.map { header in try Schema.coded(header.collection).map { try reader.mayShow($0, header, to: audience) } ?? false }
                }
                for (header, isAllowed) in zip(part, allowed) {
                    if isAllowed { try place(header.collection, header.id, header.rev) } else { plan.closed += 1 }
                }
            }
            after = last.seq
            try bound()
        }
    }

    /// Finds the leaf that proves the present version of a record.
    private mutating func place(_ collection: Int32, _ id: String, _ rev: Int64) throws {
        guard let schema = Schema.coded(collection) else { return }
        let (size, audience) = (size, audience)
        let candidates = try run.slice { try $0.leaves(.record, "\(schema.name)/\(id)", before: size, limit: Limits.rowLeaves) }
        for index in candidates {
            guard
                let position = try list(index).elements.firstIndex(where: { $0.collection == schema.name && $0.id == id && $0.rev == rev })
            else { continue }
            if !known.contains(index) {
                known.insert(index)
                if try run.slice({ try $0.isShown(index, to: audience) }) { plan.shown.insert(index) }
            }
            // The leaf of somebody else's act stands in the log, but what it says is not ours to give.
            guard plan.shown.contains(index) else { break }
            plan.rows.append(ExportPlan.Row(collection: collection, id: id, leaf: index, position: Int32(position)))
            return
        }
        plan.unproved.append(ExportPlan.Unproved(collection: collection, id: id))
    }

    private mutating func list(_ index: Int64) throws -> RowList {
        if let held = lists[index] { return held }
        let list = try run.slice { try $0.leaf(index).secret?.rows } ?? RowList()
        if lists.count >= ExportPlanner.listsHeld { lists = [:] }
        lists[index] = list
        return list
    }

    private static let listsHeld = 128

    // MARK: A range of the log

    private mutating func range() throws {
        var (next, end) = (Int64(0), size)
        var time: ClosedRange<Int64> = 0...Int64.max
        switch audience.scope {
        case .leaves(let from, let to): (next, end) = (max(0, from ?? 0), min(size, to.map { $0 < .max ? $0 + 1 : $0 } ?? size))
        case .time(let from, let to):
            time = (from ?? 0)...(to ?? .max)
            let first = from ?? 0
            next = try run.slice { try $0.firstLeaf(notBefore: first) }
        case .own, .person: return
        }
        while next < end {
            let (from, to, audience) = (next, min(end, next + Int64(Limits.exportSlice)), audience)
            let page = try run.slice { reader in try (from..<to).map { try reader.planned($0, to: audience) } }
            for (index, leaf) in zip(from..<to, page) {
                if leaf.time > time.upperBound {
                    next = end
                    return try bound()
                }
                known.insert(index)
                if leaf.isShown { plan.shown.insert(index) }
                plan.rows += leaf.rows
                plan.people.formUnion(leaf.people)
            }
            next = to
            try bound()
        }
    }

    // MARK: Keys of devices

    /// The keys by which the acts shown are checked, with the leaves that bind them. An act whose key is gone is not shown.
    private mutating func devices() throws {
        var lines: [String: DeviceLine] = [:]
        var missing: Set<String> = []
        let size = size
        for index in plan.shown.sorted() {
            guard let device = try run.slice({ try $0.signingDevice(index) }), lines[device] == nil else { continue }
            if !missing.contains(device), var line = try run.slice({ try $0.deviceLine(device) }), line.leaf < min(size, index) {
                if line.vouched ?? 0 >= size { line.vouched = nil }
                lines[device] = line
            } else {
                missing.insert(device)
                plan.shown.remove(index)
                plan.keyless += 1
            }
        }
        plan.devices = lines.values.sorted { $0.device < $1.device }
        for line in plan.devices { for index in [line.leaf, line.vouched].compactMap({ $0 }) { show(index) } }
        // Records proved by an act that is not shown after all.
        let (shown, all) = (plan.shown, plan.rows)
        plan.rows = all.filter { shown.contains($0.leaf) }
        plan.unproved += all.filter { !shown.contains($0.leaf) }.map { ExportPlan.Unproved(collection: $0.collection, id: $0.id) }
    }
}
