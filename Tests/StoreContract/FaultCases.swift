import Store

extension StoreContract {
    static let faultCases: [ContractCase] =
        FaultPlan.Fault.allCases.map { fault in
            ContractCase("a commit that fails (\(fault)) is reported, and the store holds all of it or none") { subject in
                for turn in 1...4 {
                    let store = try subject.open()
                    try store.writeNow { t in try writeEverything(t, turn: Int64(turn * 2)) }
                    let before = try store.readNow { try Dump.of($0) }
                    let counted = store.commits
                    subject.faults.plan(fault)
                    try expectThrows(fault == .full ? .full : .commitUnknown(""), "the commit") {
                        try store.writeNow { t in try writeEverything(t, turn: Int64(turn * 2 + 1)) }
                    }
                    // What is there now is there after a restart too.
                    let after = try store.readNow { try Dump.of($0) }
                    try expectEqual(after == before, fault != .writtenButReportedFailed, "whether it was written")
                    try expect(store.commits >= counted, "the count of commits")
                    try store.writeNow { t in try t.setMeta("turn", [UInt8(turn)]) }
                    let next = try store.readNow { try Dump.of($0) }
                    try store.close()
                    try subject.restart()
                    let again = try subject.open()
                    try expectEqual(try again.readNow { try Dump.of($0) }, next, "after a restart")
                    try again.readNow { try Invariants.check($0) }
                    try again.close()
                }
            }
        } + [
            ContractCase("a full disk refuses writes, answers reads, and heals by itself when there is room again") { subject in
                let store = try subject.open()
                try store.writeNow { t in try writeEverything(t, turn: 1) }
                let before = try store.readNow { try Dump.of($0) }
                subject.faults.setDiskFull(true)
                for _ in 0..<3 {
                    try expectThrows(.full, "a write") { try store.writeNow { t in try writeEverything(t, turn: 2) } }
                    try expectEqual(try store.readNow { try Dump.of($0) }, before, "reads go on")
                }
                subject.faults.setDiskFull(false)
                try store.writeNow { t in try writeEverything(t, turn: 2) }
                try store.readNow { try Invariants.check($0) }
            },
            ContractCase("reads of other threads go on while a commit's outcome is unknown") { subject in
                let store = try subject.open()
                try store.writeNow { t in try writeEverything(t, turn: 1) }
                _ = try await store.read { try $0.head() }
                subject.faults.plan(.writtenButReportedFailed)
                try expectThrows(.commitUnknown(""), "the commit") { try store.writeNow { t in try writeEverything(t, turn: 2) } }
                let leaves = try await store.read { try $0.head().leaves }
                try expectEqual(leaves, 2, "what was written is seen")
            },
        ]

    static let fileCases: [ContractCase] = [
        ContractCase("everything is there after a restart") { subject in
            let store = try subject.open()
            for turn in 1...3 { try store.writeNow { t in try writeEverything(t, turn: Int64(turn)) } }
            let before = try store.readNow { try Dump.of($0) }
            try store.close()
            try subject.restart()
            let again = try subject.factory.tenant(1, create: false)
            try expectEqual(try again.readNow { try Dump.of($0) }, before, "all of it")
            try expectEqual(try again.writeNow { try $0.nextSeq() }, 4, "and it goes on")
        },
        ContractCase("a closed store answers nothing more") { subject in
            let store = try subject.open()
            try store.writeNow { t in _ = try t.nextSeq() }
            try store.close()
            try store.close()
            try expectThrows(.closed, "a read") { try store.readNow { _ = try $0.head() } }
            try expectThrows(.closed, "a write") { try store.writeNow { _ = try $0.nextSeq() } }
            do {
                _ = try await store.read { try $0.head() }
                throw ContractViolation(description: "an async read of a closed store answered")
            } catch StoreError.closed {}
        },
        ContractCase("tenants are made, listed, kept apart and destroyed") { subject in
            let factory = subject.factory
            try expectThrows(.closed, "one that does not exist") { _ = try factory.tenant(5, create: false) }
            for number in [7, 5] {
                let store = try factory.tenant(Int64(number), create: true)
                try store.writeNow { t in try t.setMeta("k1", [UInt8(number)]) }
                try store.close()
            }
            try expectEqual(try factory.tenants(), [5, 7], "the list")
            try factory.destroyTenant(5)
            try expect(!factory.exists(5) && factory.exists(7), "one is gone")
            let again = try factory.tenant(5, create: true)
            try expectEqual(try again.readNow { try $0.meta("k1") }, nil, "a new one under an old number is empty")
            try expectEqual(try factory.tenant(7, create: false).readNow { try $0.meta("k1") }, [7], "the other is untouched")
        },
        ContractCase("a backup is of one instant and can be put in the partition's place") { subject in
            let store = try subject.open()
            for turn in 1...3 { try store.writeNow { t in try writeEverything(t, turn: Int64(turn)) } }
            let then = try store.readNow { try Dump.of($0) }
            let path = subject.backupPath()
            var last: (Int64, Int64) = (0, 0)
            try store.backup(to: path) { last = ($0, $1) }
            try expect(last.0 == last.1 && last.1 > 0, "progress comes to its end")
            try store.writeNow { t in try writeEverything(t, turn: 4) }
            try store.close()
            try subject.factory.restoreTenant(1, from: path)
            let restored = try subject.factory.tenant(1, create: false)
            try expectEqual(try restored.readNow { try Dump.of($0) }, then, "yesterday's state")
            try restored.writeNow { t in _ = try t.raiseEpoch() }
            try restored.writeNow { t in try writeEverything(t, turn: 9) }
            try restored.readNow { try Invariants.check($0) }
        },
        ContractCase("housekeeping changes nothing that can be read") { subject in
            let store = try subject.open()
            for turn in 1...9 { try store.writeNow { t in try writeEverything(t, turn: Int64(turn)) } }
            let before = try store.readNow { try Dump.of($0) }
            try store.maintain()
            try store.maintain(idle: true)
            try expectEqual(try store.readNow { try Dump.of($0) }, before, "the same")
        },
    ]

    static let platformCases: [ContractCase] = [
        ContractCase("documents are put, found, listed in order and deleted, and stay") { subject in
            let store = try subject.factory.platform()
            try store.writeNow { t in
                for key in ["b", "a", "c", "中"] { try t.put("tenant", key, Array(key.utf8)) }
                try t.put("operator", "a", [1])
                try t.put("operator", "a", [2])
                try t.delete("tenant", "c")
                try t.delete("tenant", "never")
            }
            func check(_ store: any PlatformStore) throws {
                try store.readNow { s in
                    try expectEqual(try s.get("operator", "a"), [2], "a document")
                    try expectEqual(try s.get("tenant", "c"), nil, "a deleted one")
                    try expectEqual(try s.list("tenant", after: nil, limit: 9).map(\.key), ["a", "b", "中"], "all")
                    try expectEqual(try s.list("tenant", after: "a", limit: 1).map(\.key), ["b"], "one after a")
                }
            }
            try check(store)
            try subject.restart()
            try check(try subject.factory.platform())
        },
        ContractCase("the platform's failed commits hold all or nothing too") { subject in
            let store = try subject.factory.platform()
            for fault in FaultPlan.Fault.allCases {
                subject.faults.plan(fault)
                try expectThrows(fault == .full ? .full : .commitUnknown(""), "the commit") {
                    try store.writeNow { t in try t.put("k", "\(fault)", [1]) }
                }
                try expectEqual(
                    try store.readNow { try $0.get("k", "\(fault)") } != nil, fault == .writtenButReportedFailed, "\(fault)")
                try store.writeNow { t in try t.put("k", "after \(fault)", [1]) }
            }
        },
    ]
}
