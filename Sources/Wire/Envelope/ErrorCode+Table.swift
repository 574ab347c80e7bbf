extension ErrorCode {
    struct Row {
        var precedence: Int
        var symbol: String
        var meaning: String

        init(_ precedence: Int, _ symbol: String, _ meaning: String) {
            (self.precedence, self.symbol, self.meaning) = (precedence, symbol, meaning)
        }
    }

    /// One row a code, in the order of precedence.
    var row: Row {
        switch self {
        case .parseError: Row(1, "parse_error", "the line is no acceptable JSON")
        case .tooLarge: Row(2, "too_large", "a line, a page, a mutation or a blob is over its limit")
        case .invalidRequest: Row(3, "invalid_request", "the line is JSON, but no request")
        case .version: Row(4, "version", "no common protocol version, or no hello yet")
        case .draining: Row(5, "draining", "the server is about to stop; come back after the seconds in the message")
        case .maintenance: Row(6, "maintenance", "the tenant is closed for maintenance for the seconds in the message")
        case .methodNotFound: Row(7, "method_not_found", "there is no such method on this listener")
        case .tokenExpired: Row(8, "token_expired", "the access token is over; refresh it")
        case .tokenInvalid: Row(9, "token_invalid", "no session, or credentials that do not hold; sign in")
        case .tenantSuspended: Row(10, "tenant_suspended", "the tenant is suspended")
        case .accountClosed: Row(11, "account_closed", "the account is closed")
        case .deviceWiped: Row(12, "device_wiped", "the device is to destroy what it holds")
        case .deviceLocked: Row(13, "device_locked", "the device is locked")
        case .subjectChanged: Row(14, "subject_changed", "the queue belongs to another person's sign-in")
        case .leaseOver: Row(15, "lease_over", "the offline lease is over; contact the server")
        case .rateLimited: Row(16, "rate_limited", "too many requests; come back after the seconds in the message")
        case .quota: Row(17, "quota", "the tenant's quota is used up; come back after the seconds in the message")
        case .invalid: Row(18, "invalid", "an argument is not acceptable; data names it")
        case .invalidParams: Row(19, "invalid_params", "the parameters are not what the method takes")
        case .mutationReused: Row(20, "mutation_reused", "this number was used for other bytes; open a new queue")
        case .queueGap: Row(21, "queue_gap", "the queue has consumed up to the number in the message; go on behind it")
        case .cursorReset: Row(22, "cursor_reset", "the cursor holds no longer; pull from the start")
        case .blobOffset: Row(23, "blob_offset", "the blob goes on at the offset in the message")
        case .schemaTooOld: Row(24, "schema_too_old", "the schema is older than the server still serves")
        case .opRetired: Row(25, "op_retired", "the operation was replaced by a newer one")
        case .stepUp: Row(26, "step_up", "a second factor is needed first")
        case .forbidden: Row(27, "forbidden", "the role does not allow it")
        case .notFound: Row(28, "not_found", "there is no such record for this caller")
        case .conflict: Row(29, "conflict", "the record has changed; data holds what it is now")
        case .ruleRefused: Row(30, "rule_refused", "a rule of the law or of the tenant forbids it; data names it")
        case .readOnly: Row(31, "read_only", "the record or the tenant takes no changes")
        case .dependencyMissing: Row(32, "dependency_missing", "something this refers to has not arrived yet")
        case .busy: Row(33, "busy", "the server has too much to do")
        case .timeout: Row(34, "timeout", "no answer in time; it may or may not have happened")
        case .unavailable: Row(35, "unavailable", "the storage cannot answer at the moment")
        case .internalError: Row(36, "internal_error", "a fault of the server; the id in data is in its log")
        }
    }
}
