package enum Door: String, Sendable, CaseIterable { case tenants, operators }
