import Base

/// Who pays an item by the state of coverage (law.md 2.7).
extension Sheet {
    /// Items the fund pays for an insured injury, and what late joining does to them (WII 62(3), OP2 item 3).
    enum FundShare {
        /// Medical cost, meals, devices, nursing, allowances: what arises after joining is the fund's.
        case newlyIncurred
        /// Lump sum of disability, funeral, death: the employer's when he joined late.
        case notListed
        /// The medical lump sum: the fund's if the contract ends after joining.
        case onEnd
    }

    /// The payer of a fund item that arises on a day.
    func fundPayer(_ share: FundShare, on day: LocalDate?) -> Payer {
        switch f.coverage {
        case .uninsured:
            note("coverage", .text("uninsured"))
            return .employer
        case .joinedLate:
            note("coverage", .text("joined_late"))
            if let joined = f.joinedAndPaidOn, let injured = f.injuryDay ?? f.diedOn, joined.day < injured.day {
                note("joined_and_paid_on", joined)
                warn("insured_at_the_injury")
                return .fund
            }
            guard share != .notListed else { return .employer }
            guard let joined = f.joinedAndPaidOn else {
                untested("joined_and_paid_on")
                return .employer
            }
            note("joined_and_paid_on", joined)
            // Recurring items and costs from that day on; the medical lump sum only where the contract ends after it.
            let arises = day ?? c.asOf
            return arises > joined.day || (share == .newlyIncurred && arises == joined.day) ? .fund : .employer
        case .insured, .underDeclared, .unknown, nil:
            if f.coverage == nil || f.coverage == .unknown {
                warn("untested:coverage")
            } else {
                note("coverage", .text(f.coverage?.rawValue ?? ""))
            }
            if let until = f.insuredUntil, let injured = f.injuryDay, until.lastDay < injured.day {
                note("insured_until", until)
                warn("cover_lapsed")
                return .employer
            }
            guard share == .onEnd, let until = f.insuredUntil, until.lastDay < (day ?? c.asOf) else { return .fund }
            note("insured_until", until)
            warn("cover_lapsed")
            return .employer
        }
    }
}
