package import Wire

/// Why a tenant that is not deleted cannot be served until its operator does something about it.
package enum TenantHold: String, Sendable, CaseIterable {
    /// Its partition holds less than the platform remembers: an old copy was put in its place. `tenant.accept_restore` accepts it.
    case restored
    /// Its database is not in the data folder.
    case dataMissing = "data_missing"
    /// Its key file is not in the keys folder.
    case keyMissing = "key_missing"

    /// How long clients wait before they ask again, in seconds.
    static let retrySeconds: Int64 = 300

    /// What requests get: 1103, so that acts stay in the outbox, and a sentence that says who can end it.
    package var error: RPCError {
        let text: JSON =
            switch self {
            case .restored:
                [
                    "zh": "单位的数据来自较旧的备份，须由平台管理员确认后才能继续使用。",
                    "en": "The tenant's data come from an older copy; an operator must accept that before it is served.",
                ]
            case .dataMissing: ["zh": "单位的数据文件缺失，请联系平台管理员。", "en": "The tenant's database is missing; an operator must restore it."]
            case .keyMissing: ["zh": "单位的密钥文件缺失，请联系平台管理员。", "en": "The tenant's key file is missing; an operator must restore it."]
            }
        return RPCError(
            .maintenance, value: TenantHold.retrySeconds, data: ["reason": .string("tenant." + rawValue), "text": text])
    }
}
