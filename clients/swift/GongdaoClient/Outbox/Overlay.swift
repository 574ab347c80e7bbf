internal import Wire

/// Lays the effects of acts that are still on their way over what the server sent: a pure function of both.
public enum Overlay {
    /// `entries` are the confirmed records of `collection`; the result has those the acts make, without those they remove,
    /// each marked with the local numbers of the acts that touch it.
    public static func apply(_ items: [OutboxItem], to entries: [Entry], of collection: String) -> [Entry] {
        var out = entries
        var places = Dictionary(out.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var removed: Set<String> = []
        for item in items where item.isOverlaid {
            for effect in item.effects where effect.collection == collection {
                guard let members = effect.members.objectValue else { continue }
                switch effect.kind {
                case .put:
                    removed.remove(effect.id)
                    if let place = places[effect.id] {
                        set(&out[place], members, item.local)
                    } else {
                        places[effect.id] = out.count
                        out.append(Entry(collection: collection, id: effect.id, rev: 0, members: members, pending: [item.local]))
                    }
                case .set:
                    if let place = places[effect.id] { set(&out[place], members, item.local) }
                case .remove: removed.insert(effect.id)
                }
            }
        }
        return removed.isEmpty ? out : out.filter { !removed.contains($0.id) }
    }

    private static func set(_ entry: inout Entry, _ members: JSONObject, _ local: Int64) {
        for (name, value) in members { entry.members[name] = value }
        entry.pending.append(local)
    }
}
