import Wire

/// The visible truth: which record stands where, who may see which feed. A transcription of the server half of
/// `pull_model.py` that matters to an oracle; the pages come from the real partition.
struct VisibleModel {
    struct Row: Equatable {
        var feed: String
        var name: String
    }

    private(set) var rows: [String: Row] = [:]
    private(set) var held: Set<String> = []

    mutating func put(_ id: String, _ feed: String, _ name: String) { rows[id] = Row(feed: feed, name: name) }
    mutating func remove(_ id: String) { rows[id] = nil }
    mutating func grant(_ feed: String) { held.insert(feed) }
    mutating func revoke(_ feed: String) { held.remove(feed) }

    var visible: [String: Row] { rows.filter { held.contains($0.value.feed) } }
}

/// The client of `pull_model.py`: rows with the feed they came from and the generation that brought them.
struct ModelClient {
    struct Row {
        var feed: String
        var name: String
        var generation: Int
    }

    var rows: [String: Row] = [:]
    var cursor: String?
    var more = true
    private var generation = 0
    private var sweeping = false
    /// A fault, to see that the oracle finds it: old rows of a reset stay.
    var forgetsToSweep = false

    mutating func apply(_ page: JSON) {
        if page["reset"]?.boolValue ?? false {
            generation += 1
            sweeping = true
            let feeds = Set((page["feeds"]?.arrayValue ?? []).compactMap(\.stringValue))
            rows = rows.filter { feeds.contains($0.value.feed) }
        }
        for drop in page["drop"]?.arrayValue ?? [] { rows = rows.filter { $0.value.feed != drop.stringValue } }
        for group in page["gone"]?.arrayValue ?? [] {
            for id in group["ids"]?.arrayValue ?? [] {
                if let id = id.stringValue, rows[id]?.feed == group["in"]?.stringValue { rows[id] = nil }
            }
        }
        for group in page["put"]?.arrayValue ?? [] {
            for row in group["rows"]?.arrayValue ?? [] {
                guard let feed = group["in"]?.stringValue, let id = row[0]?.stringValue, let name = row[2]?.stringValue else { continue }
                rows[id] = Row(feed: feed, name: name, generation: generation)
            }
        }
        if let text = page["cur"]?.stringValue { cursor = text }
        more = page["more"]?.boolValue ?? true
        if sweeping, !more {
            if !forgetsToSweep { rows = rows.filter { $0.value.generation == generation } }
            sweeping = false
        }
    }

    var held: [String: VisibleModel.Row] { rows.mapValues { VisibleModel.Row(feed: $0.feed, name: $0.name) } }
}
