/// The audience of a record: every record lives in exactly one feed, and whoever may pull a feed may read every byte of its rows
/// (protocol §5, why.md B6).
public enum Feed: Hashable, Sendable {
    /// `t`: what every member of the tenant may read.
    case tenant
    /// `e/<employee>`: one person's own records.
    case employee(String)
    /// `q/<queue>`: an inbox of handlers: neutral tasks, never pay, medical or case content.
    case queue(String)
    /// `k/<kiosk>`: one kiosk's own records.
    case kiosk(String)
    /// `x/<class>`: never pulled; read online only, by role and purpose.
    case closed(String)

    /// Reads the wire form; nil for an unknown prefix or a name outside `[A-Za-z0-9._-]{1,64}`.
    public init?(_ text: some StringProtocol) {
        if text == "t" {
            self = .tenant
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes[1] == UInt8(ascii: "/"), Feed.isName(bytes[2...]) else { return nil }
        let name = String(text.dropFirst(2))
        switch bytes[0] {
        case UInt8(ascii: "e"): self = .employee(name)
        case UInt8(ascii: "q"): self = .queue(name)
        case UInt8(ascii: "k"): self = .kiosk(name)
        case UInt8(ascii: "x"): self = .closed(name)
        default: return nil
        }
    }

    /// The wire form.
    public var text: String {
        switch self {
        case .tenant: "t"
        case .employee(let id): "e/" + id
        case .queue(let name): "q/" + name
        case .kiosk(let id): "k/" + id
        case .closed(let name): "x/" + name
        }
    }

    /// Whether a client may ever hold this feed.
    public var isPullable: Bool {
        if case .closed = self { return false }
        return true
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        (1...64).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// The feeds that have a fixed name.
extension Feed {
    public static let hr = Feed.queue("hr")
    public static let finance = Feed.queue("finance")
    public static let audit = Feed.queue("audit")
    public static let admin = Feed.queue("admin")
    /// The inbox of one handler: the approver of a line, or a person named to handle one matter.
    public static func inbox(_ employee: String) -> Feed { .queue("m-" + employee) }
    /// Payslip drafts and the employer's lines.
    public static let pay = Feed.closed("pay")
    /// Accounts and devices.
    public static let identity = Feed.closed("identity")
    /// Import runs and their journals.
    public static let imports = Feed.closed("import")
    /// Legal holds.
    public static let holds = Feed.closed("hold")
    /// Frozen lists of deletions.
    public static let retention = Feed.closed("retention")
}
