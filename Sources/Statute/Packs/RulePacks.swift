package import Base

/// All rows of the law, indexed for lookup. A value; made once and shared.
///
/// Rules of a lookup: the longest non-zero prefix of the jurisdiction that has the key wins (`330200` before `330000` before `000000`;
/// `330000/provincial` before `330000`); of a tenant's own values the same, before everything else, for the days they cover.
/// Unknown is an answer of its own: never a guess, never zero.
package struct RulePacks: Sendable {
    /// What stands at the head of each pack file.
    package let heads: [PackHead]
    private let law: PackIndex
    private var tenant = PackIndex(rows: [])

    /// Indexes rows that passed the checks (`PackLoader`); rows of one series are put into time order.
    package init(rows: [PackRow], heads: [PackHead] = []) {
        self.heads = heads
        law = PackIndex(rows: rows)
    }

    /// The rule packs with a tenant's dated values in front: a tenant's row that covers the day wins over any pack row of that key
    /// whose line, class and share are the same, whichever place it has been given for, as long as that place holds the one asked.
    package func overriding(with tenantRows: [PackRow]) -> RulePacks {
        guard !tenantRows.isEmpty else { return self }
        var copy = self
        copy.tenant = PackIndex(rows: tenantRows)
        return copy
    }

    /// Every row, tenant's last, in a fixed order.
    package var rows: [PackRow] { law.rows + tenant.rows }

    /// A place with local rules, for input templates; taken from the packs, since no place is named in code.
    package var examplePlace: String {
        let known = law.places(of: "lump_medical") { !$0.value.isUnknown }
        return known.filter { $0 != "000000" && $0.utf8.count == 6 }.min() ?? "000000"
    }

    /// The rules as they hold at one place: its chain of places is found once, however many values are looked up.
    package func place(_ jurisdiction: String) -> PlacePacks {
        let chain = PackIndex.chain(jurisdiction)
        return PlacePacks(at: jurisdiction, law: law, lawPlaces: law.numbers(of: chain), tenant: tenant, tenantPlaces: tenant.numbers(of: chain))
    }

    /// The value of a key at a place on a day (`PlacePacks.find`).
    package func find(
        _ key: String, at jurisdiction: String, on day: LocalDate, line: String? = nil, cls: String? = nil, who: String? = nil
    ) -> PackAnswer { place(jurisdiction).find(key, on: day, line: line, cls: cls, who: who) }

    /// All rows of a key that hold for a place, in time order (`PlacePacks.series`).
    package func series(
        _ key: String, at jurisdiction: String, line: String? = nil, cls: String? = nil, who: String? = nil
    ) -> [PackRow] { place(jurisdiction).series(key, line: line, cls: cls, who: who) }
}

/// The head of a pack file: its name, version and what it was made from.
package struct PackHead: Sendable, Equatable {
    package let name: String
    /// Calendar version, `2026.11.1`.
    package let version: String
    package let titleZh: String
    package let titleEn: String
    /// Source codes used in the rows and what they are.
    package let sources: [String: String]

    package init(name: String, version: String, titleZh: String, titleEn: String, sources: [String: String]) {
        self.name = name
        self.version = version
        self.titleZh = titleZh
        self.titleEn = titleEn
        self.sources = sources
    }
}
