internal import Wire

extension CacheFile {
    static let sessionDocument = "session"
    static let contactDocument = "contact"

    func session() throws -> SessionState? { try read { try $0.value(SessionState.self, CacheFile.sessionDocument) } }
    func contact() throws -> Contact { try read { try $0.contact() } }

    /// Changes the stored session, if there is one, and returns it as stored.
    @discardableResult
    func changeSession(_ body: (inout SessionState) throws -> Void) throws -> SessionState {
        try write { transaction in
            guard var session = try transaction.value(SessionState.self, CacheFile.sessionDocument) else { throw ClientError.notSignedIn }
            try body(&session)
            try transaction.setValue(session, CacheFile.sessionDocument)
            return session
        }
    }

    func changeContact(_ body: (inout Contact) -> Void) throws { try write { try $0.changeContact(body) } }
}

extension CacheTransaction {
    func contact() throws -> Contact { try value(Contact.self, CacheFile.contactDocument) ?? Contact() }

    func changeContact(_ body: (inout Contact) -> Void) throws {
        var contact = try contact()
        body(&contact)
        try setValue(contact, CacheFile.contactDocument)
    }
}

extension Contact {
    /// The server answered an authenticated request.
    mutating func heard(nowMs: Int64, serverMs: Int64?, timeToken token: String?, reading: (bootID: String, ms: Int64)?) {
        lastMs = nowMs
        // The server's word counts more than a clock that was once wrong.
        seenMs = nowMs
        if let serverMs { offsetMs = serverMs - nowMs }
        guard let token else { return }
        timeToken = token
        bootID = reading?.bootID
        elapsedMs = reading?.ms ?? 0
    }

    /// The `when` of an act: nil before the first token, `dt` null after a reboot.
    func when(_ reading: (bootID: String, ms: Int64)?) -> JSON? {
        guard let timeToken else { return nil }
        guard let reading, let bootID, reading.bootID == bootID, reading.ms >= elapsedMs else {
            return ["tt": .string(timeToken), "dt": .null]
        }
        return ["tt": .string(timeToken), "dt": .int(reading.ms - elapsedMs)]
    }
}
