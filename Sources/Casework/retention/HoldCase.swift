package import Records

/// What can happen to a legal hold.
package enum HoldEvent: String, CaseIterable, Sendable {
    case lift
}

package enum HoldCase {
    /// Holds of a tenant that are looked at; more stand in no company.
    package static let most = 5_000

    package static let table = StateTable<HoldStatus, HoldEvent>(
        "hold", [.active: [.lift: .lifted]],
        labels: { status in
            switch status {
            case .active: LocalizedText(zh: "生效中", en: "in force")
            case .lifted: LocalizedText(zh: "已解除", en: "lifted")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    /// What the person concerned is told: that, since when, and the consequence; never who asked or why.
    package static let told = LocalizedText(
        zh: "您的部分记录因争议或调查被依法保全：保全期间不删除，包括您请求删除的内容；您仍可查阅、复制和导出。",
        en: "Some of your records are preserved for a dispute or an inquiry: until that ends nothing of them is deleted, "
            + "not even at your request. You can still read, copy and export them.")
}
