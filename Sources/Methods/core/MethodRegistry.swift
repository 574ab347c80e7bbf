internal import Base
internal import Casework
internal import Identity
internal import Records
internal import Tenancy
package import Wire

/// All methods, and the one way to run them.
package enum MethodRegistry {
    /// In the order of the pages.
    package static let all: [any Method.Type] =
        connectionMethods + authMethods + deviceMethods + syncMethods + recordMethods + evidenceMethods + retentionMethods + accountMethods
        + operatorMethods

    private static let connectionMethods: [any Method.Type] = [
        HelloMethod.self, PingMethod.self, ByeMethod.self, SchemaGetMethod.self, CancelMethod.self,
    ]
    private static let authMethods: [any Method.Type] = [
        AuthChallengeMethod.self, AuthActivateMethod.self, AuthSignInMethod.self, AuthRefreshMethod.self, AuthUseMethod.self,
        AuthSignOutMethod.self, AuthSessionsMethod.self, AuthRevokeMethod.self, AuthPasswordMethod.self, AuthTOTPEnrolMethod.self,
        AuthTOTPConfirmMethod.self, AuthTOTPRemoveMethod.self, AuthStepUpMethod.self,
    ]
    private static let deviceMethods: [any Method.Type] = [
        DeviceListMethod.self, DeviceRenameMethod.self, DeviceRevokeMethod.self, DeviceEnrolMethod.self, DeviceVouchMethod.self,
        DeviceDoneMethod.self,
    ]
    private static let syncMethods: [any Method.Type] = [
        SyncPullMethod.self, SyncPushMethod.self, SyncRoundMethod.self, SyncPreviewMethod.self, SyncVerifyMethod.self,
        SyncBucketMethod.self, SyncSubscribeMethod.self, SyncCreditMethod.self,
    ]
    private static let recordMethods: [any Method.Type] = [
        GetMethod.self, BlobStatMethod.self, BlobPutMethod.self, BlobGetMethod.self, DirectoryFindMethod.self,
        StatuteEvaluateMethod.self, PayslipDraftsMethod.self, RecordVersionsMethod.self,
    ]
    private static let evidenceMethods: [any Method.Type] = [
        EvidenceCheckpointMethod.self, EvidenceConsistencyMethod.self, EvidenceCosignMethod.self, EvidenceProofMethod.self,
        EvidenceReceiptMethod.self, EvidenceLogMethod.self, EvidenceExportMethod.self, EvidenceExportStatusMethod.self,
        EvidenceExportCancelMethod.self, AuditSearchMethod.self, AuditVerifyMethod.self,
    ]
    private static let retentionMethods: [any Method.Type] = [
        RetentionTableMethod.self, RetentionDueMethod.self, RetentionListMethod.self, RetentionHoldsMethod.self,
    ]
    private static let accountMethods: [any Method.Type] = [
        AccountFindMethod.self, AccountIssueCodeMethod.self, AccountLockMethod.self, AccountUnlockMethod.self, AccountPolicyMethod.self,
    ]
    private static let operatorMethods: [any Method.Type] = [
        OperatorActivateMethod.self, OperatorSignInMethod.self, OperatorPasswordMethod.self, OperatorCreateMethod.self,
        OperatorListMethod.self, OperatorRevokeMethod.self, OperatorConsentsMethod.self, OperatorReadMethod.self,
        TenantCreateMethod.self, TenantListMethod.self,
        TenantSuspendMethod.self, TenantResumeMethod.self, TenantAcceptRestoreMethod.self, TenantDeleteMethod.self, TenantCertificateMethod.self,
        TenantRotateKeyMethod.self, TenantFirstAdminMethod.self,
    ]

    private static let byName: [String: any Method.Type] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    package static func named(_ name: String) -> (any Method.Type)? { byName[name] }

    /// Checks what precedes every method (allowance, shape, role) in the order of §9, then runs it. `bytes`: length of the line.
    nonisolated(nonsending) package static func run(_ call: Call, _ c: Context, bytes: Int) async -> Result<Answer, RPCError> {
        guard let method = byName[call.method] else { return .failure(RPCError(.methodNotFound)) }
        do throws(RPCError) {
            if let session = c.operatorSession, method.needs == .operator { try await c.services.operators.check(session) }
            if let binding = c.binding, method.needs == .session, !call.isRepeated {
                try allow(binding.principal, call, c, bytes)
            }
            if call.method == HelloMethod.name { try HelloMethod.checkVersion(call.params) }
            try method.params.check(call.params)
            if method.needs == .session { try authorise(method.roles, c) }
            return .success(try await method.handle(call, c))
        } catch {
            return .failure(error)
        }
    }

    private static func allow(_ p: Principal, _ call: Call, _ c: Context, _ bytes: Int) throws(RPCError) {
        let key = p.tenant + "/" + (p.deviceID.isEmpty ? p.sessionID : p.deviceID)
        let mutations: Int =
            switch call.method {
            case "sync.push": call.params?["muts"]?.elements.count ?? 0
            case "sync.round": call.params?["push"]?["muts"]?.elements.count ?? 0
            // Each chunk is a durable commit, as a mutation is.
            case "blob.put": 1
            default: 0
            }
        try c.services.rates.take(device: key, mutations: mutations, bytes: bytes)
        guard call.method == "blob.put" else { return }
        let begins = (call.params?["off"]?.int ?? 0) == 0
        try c.services.rates.take(upload: bytes * 3 / 4, begins: begins, account: "\(p.tenant)/\(p.actor.account)")
    }

    /// 1203 where the account has the role but the session must show a second factor first; 1401 where it has not.
    static func authorise(_ roles: Set<Role>, _ c: Context) throws(RPCError) {
        guard !roles.isEmpty, let binding = c.binding, roles.isDisjoint(with: binding.principal.actor.roles) else { return }
        throw RPCError(roles.isDisjoint(with: binding.withheld) ? .forbidden : .stepUp)
    }
}
