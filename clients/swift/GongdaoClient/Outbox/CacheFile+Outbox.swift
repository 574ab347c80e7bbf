internal import Wire

extension CacheFile {
    static let ledgerDocument = "outbox"

    func outbox() throws -> Outbox { try read { try $0.outbox() } }

    /// One change of the outbox: read, changed and stored in one transaction, so that two processes never give one number twice.
    @discardableResult
    func changeOutbox<R>(_ body: (inout Outbox, CacheTransaction) throws -> R) throws -> R {
        try write { transaction in
            var outbox = try transaction.outbox()
            let result = try body(&outbox, transaction)
            try transaction.setOutbox(&outbox)
            return result
        }
    }
}

extension CacheTransaction {
    func outbox() throws -> Outbox {
        let items = try acts().map { try WireDecoder.decode(OutboxItem.self, fromBytes: $0.bytes) }
        return Outbox(items: items, ledger: try value(Outbox.Ledger.self, CacheFile.ledgerDocument) ?? Outbox.Ledger())
    }

    /// Writes what has changed since the outbox was read.
    func setOutbox(_ outbox: inout Outbox) throws {
        for local in outbox.takeTouched().sorted() {
            if let item = outbox.item(local) {
                try setAct(local, WireEncoder.encode(item))
            } else {
                try removeAct(local)
            }
        }
        try setValue(outbox.ledger, CacheFile.ledgerDocument)
    }
}

extension CacheTransaction {
    func startQueuesAnew() throws {
        var outbox = try outbox()
        outbox.startAnew()
        try setOutbox(&outbox)
    }
}
