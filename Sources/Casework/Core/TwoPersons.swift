package import Base
import Records
import Wire

/// Two persons are two only where neither is of the other's making: whoever alone gave another the role, or handed out the code under
/// which the other's device signs, could act as both. Found from what is recorded: changes of roles with who asked and who confirmed,
/// and the vouchers of devices. What two made, or an operator, counts as nobody's making.
///
/// So that a tenant with one officer can act at all, it ends `days` after it began; every holder of a staff role was told of the new
/// officer then (`RoleSet`), and can object meanwhile.
package struct TwoPersons: Sendable {
    /// Days after which somebody made by one person alone counts as another.
    package static let days = 30

    /// What makes one person another's: all of `makers` together, from `since` on.
    package struct Making: Sendable, Equatable {
        package var of: String
        package var makers: Set<String>
        package var since: Timestamp

        package init(of: String, by makers: Set<String>, since: Timestamp) { (self.of, self.makers, self.since) = (of, makers, since) }

        var end: Timestamp { since.adding(ms: Int64(TwoPersons.days) * 86_400_000) }
    }

    package var first: String
    package var second: String?
    package var makings: [Making]

    package init(first: String, second: String?, makings: [Making]) { (self.first, self.second, self.makings) = (first, second, makings) }

    /// `under`: what the first one's device was vouched for by when that was done, as kept in the record (`hand`), at `at`.
    package static func load(
        first: String, in firstRoles: Set<Role>, under: String?, at: Timestamp, second actor: Actor, in roles: Set<Role>,
        _ reader: any RecordReader
    ) throws -> TwoPersons {
        let given = try Given(reader)
        var makings: [Making] = []
        if let under { makings += try makers(under, reader).map { Making(of: first, by: $0, since: at) } }
        if let me = actor.employee {
            if let hand = try hand(of: actor, reader) {
                makings += try makers(hand.text, reader).map { Making(of: me, by: $0, since: hand.since) }
            }
            makings += try given.making(me, roles, reader)
        }
        makings += try given.making(first, firstRoles, reader)
        // Who made those who made them: an officer of one's own making is no second one either.
        var asked: Set<String> = Set([first] + (actor.employee.map { [$0] } ?? []))
        var open = makings.reduce(into: Set<String>()) { $0.formUnion($1.makers) }.subtracting(asked)
        while let next = open.popFirst() {
            asked.insert(next)
            let more = try given.making(next, [.admin, .hr], reader)
            makings += more
            open.formUnion(more.reduce(into: Set<String>()) { $0.formUnion($1.makers) }.subtracting(asked))
        }
        return TwoPersons(first: first, second: actor.employee, makings: makings)
    }

    /// Refuses where both are one, or one's making, or of one person's making.
    package func check(_ env: Environment) throws(Refusal) {
        guard let second, second != first else {
            throw .rule("role.same_person", zh: "须由另一人复核。", en: "Another person has to confirm it.")
        }
        let inForce = makings.filter { $0.end > env.now }
        let everybody = Set([first, second] + inForce.flatMap(\.makers))
        guard let maker = everybody.sorted().first(where: { made(by: $0, inForce).isSuperset(of: [first, second]) }) else { return }
        // The day on which the last of what ties them is over.
        let tied = made(by: maker, inForce)
        let end = inForce.filter { tied.contains($0.of) }.map(\.end).max()?.date().map { "\($0)" } ?? ""
        throw .rule(
            "role.not_independent",
            zh: "须由独立的另一人复核：复核人或提出人的角色或设备由同一人单独授予，未满\(TwoPersons.days)天（\(end)起可以）。",
            en: "Another, independent person has to confirm it: the role or the device of one of the two was given by one person alone, less than "
                + "\(TwoPersons.days) days ago (it counts from \(end)).",
            nearest: .string(end))
    }

    /// Everybody whom this person made, alone or with others of the same making, and the person.
    private func made(by person: String, _ makings: [Making]) -> Set<String> {
        var all: Set<String> = [person]
        var more = true
        while more {
            let found = makings.filter { !all.contains($0.of) && !$0.makers.isEmpty && $0.makers.isSubset(of: all) }.map(\.of)
            more = !found.isEmpty
            all.formUnion(found)
        }
        return all
    }

    // MARK: What is recorded

    /// The officers' word that the actor's device rests on, `code:12` or `password:12+13` (accounts), and since when; nil where it does
    /// not rest on any.
    package static func hand(of actor: Actor, _ reader: any RecordReader) throws -> (text: String, since: Timestamp)? {
        guard let id = actor.device, var device = try reader.record(Device.self, id: id)?.record else { return nil }
        var seen: Set<String> = [device.id]
        // One device may vouch for the next: the first of them decides.
        while device.voucher == "device", let by = device.voucherBy, seen.insert(by).inserted,
            let other = try reader.record(Device.self, id: by)?.record
        {
            device = other
        }
        guard ["code", "password"].contains(device.voucher), let by = device.voucherBy else { return nil }
        var since = device.enrolledAt
        // A new phone under a password that is older rests on the code of that time.
        if device.voucher == "password", let set = try reader.record(Account.self, id: device.account)?.record.passwordChangedAt {
            since = min(since, set)
        }
        return ("\(device.voucher):\(by)", since)
    }

    /// What the record of a first step keeps of it: nil where it is over by then.
    package static func kept(_ hand: (text: String, since: Timestamp)?, _ now: Timestamp) -> String? {
        hand.flatMap { Making(of: "", by: [], since: $0.since).end > now ? $0.text : nil }
    }

    /// The people behind the accounts of a voucher; none where an operator or the server gave it.
    private static func makers(_ text: String, _ reader: any RecordReader) throws -> [Set<String>] {
        guard let cut = text.firstIndex(of: ":") else { return [] }
        let accounts = text[text.index(after: cut)...].split(separator: "+").map(String.init)
        let people = try accounts.compactMap { try reader.record(Account.self, id: $0)?.record.employee }
        return people.count == accounts.count && !people.isEmpty ? [Set(people)] : []
    }

    /// Which change gave whom a staff role last.
    private struct Given {
        private var last: [String: [Role: (makers: Set<String>, at: Timestamp)]] = [:]

        init(_ reader: any RecordReader) throws {
            var after: String?
            while true {
                let page = try reader.page(RoleChange.self, after: after, limit: 500)
                for change in page.map(\.record) where change.status == .confirmed {
                    let roles = Set(change.rolesAfter).subtracting(change.rolesBefore).compactMap(Role.init(rawValue:))
                    let makers = Set([change.askedBy] + (change.confirmedBy.map { [$0] } ?? []))
                    for role in roles where Role.staff.contains(role) {
                        if let known = last[change.employee]?[role], known.at > change.askedAt { continue }
                        last[change.employee, default: [:]][role] = (makers, change.askedAt)
                    }
                }
                guard page.count == 500 else { return }
                after = page.last?.record.id
            }
        }

        /// The oldest of the roles held that would do; nothing where one of them came by no change (an operator's first admin).
        func making(_ person: String, _ roles: Set<Role>, _ reader: any RecordReader) throws -> [Making] {
            guard let known = last[person], let account = try People.account(of: person, reader)?.record else { return [] }
            let held = roles.intersection(Role.staff).filter { account.roles.contains($0.rawValue) }
            let found = held.compactMap { known[$0] }
            guard found.count == held.count, let oldest = found.min(by: { $0.at < $1.at }) else { return [] }
            return [Making(of: person, by: oldest.makers, since: oldest.at)]
        }
    }
}
