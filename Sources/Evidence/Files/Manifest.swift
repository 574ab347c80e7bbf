import Base
package import Wire

/// `manifest.json` of a bundle (protocol/evidence.md §3.2): what the file is, and every other member with size and hash.
package struct Manifest: Sendable, Equatable {
    package static let kind = "gongdao-evidence"
    package static let path = "manifest.json"
    package static let notePath = "manifest.note"
    package static let maxBytes = 16 * 1024 * 1024
    package static let mostMembers = 100_000

    package struct Member: Sendable, Equatable {
        package var path: String
        package var size: Int64
        package var sha256: [UInt8]
        package var type: String

        package init(path: String, size: Int64, sha256: [UInt8], type: String) {
            (self.path, self.size, self.sha256, self.type) = (path, size, sha256, type)
        }
    }

    /// What is not known or not provable.
    package struct Gap: Sendable, Equatable {
        package var code: String
        package var zh: String
        package var en: String

        package init(code: String, zh: String, en: String) {
            (self.code, self.zh, self.en) = (code, zh, en)
        }
    }

    /// What was left out on purpose.
    package struct Omission: Sendable, Equatable {
        package var what: String
        package var why: String
        package var count: Int64

        package init(what: String, why: String, count: Int64) {
            (self.what, self.why, self.count) = (what, why, count)
        }
    }

    package var tenant: String
    package var origin: String
    package var size: Int64
    /// When the bundle was made, ms.
    package var made: Int64
    package var account: String
    package var roles: [String]
    package var scope: JSON
    package var purpose: String
    package var language: String
    package var members: [Member]
    package var gaps: [Gap]
    package var omitted: [Omission]

    package init(
        tenant: String, origin: String, size: Int64, made: Int64, account: String, roles: [String], scope: JSON, purpose: String,
        language: String, members: [Member] = [], gaps: [Gap] = [], omitted: [Omission] = []
    ) {
        (self.tenant, self.origin, self.size, self.made, self.account, self.roles) = (tenant, origin, size, made, account, roles)
        (self.scope, self.purpose, self.language) = (scope, purpose, language)
        (self.members, self.gaps, self.omitted) = (members, gaps, omitted)
    }

    package init(bytes: [UInt8]) throws(FormError) {
        guard bytes.count <= Manifest.maxBytes, let document = try? JSONDocument(bytes) else { throw FormError("") }
        let view = document.root
        guard view["v"]?.int == 1 else { throw FormError("v") }
        guard view["kind"]?.string == Manifest.kind else { throw FormError("kind") }
        tenant = try view.text("tenant")
        origin = try view.text("origin")
        size = try view.count("size")
        made = try view.count("made")
        let author = try view.need("made_by")
        do throws(FormError) {
            account = try author.text("account")
            roles = try author.need("roles").elements.compactMap(\.string)
        } catch { throw error.within("made_by") }
        scope = try view.need("scope").json
        purpose = try view.text("purpose")
        language = try view.text("language")
        let list = try view.need("members").elements
        guard list.count <= Manifest.mostMembers else { throw FormError("members") }
        members = try list.map { view throws(FormError) in
            do throws(FormError) { return try Member(view) } catch { throw error.within("members") }
        }
        gaps = try view.need("gaps").elements.map { view throws(FormError) in
            do throws(FormError) { return try Gap(view) } catch { throw error.within("gaps") }
        }
        omitted = try view.need("omitted").elements.map { view throws(FormError) in
            do throws(FormError) { return try Omission(view) } catch { throw error.within("omitted") }
        }
    }

    /// Canonical form. Throws where `scope` has none.
    package func bytes() throws(JSONError) -> [UInt8] {
        let members: [JSON] = self.members.map {
            ["path": .string($0.path), "size": .int($0.size), "sha256": .string(Base64URL.encode($0.sha256)), "type": .string($0.type)]
        }
        let gaps: [JSON] = self.gaps.map { ["code": .string($0.code), "text": ["zh": .string($0.zh), "en": .string($0.en)]] }
        let omitted: [JSON] = self.omitted.map { ["what": .string($0.what), "why": .string($0.why), "count": .int($0.count)] }
        return try JSON.object([
            "v": 1, "kind": .string(Manifest.kind), "tenant": .string(tenant), "origin": .string(origin), "size": .int(size),
            "made": .int(made), "made_by": ["account": .string(account), "roles": .array(roles.map(JSON.string))], "scope": scope,
            "purpose": .string(purpose), "language": .string(language), "members": .array(members), "gaps": .array(gaps),
            "omitted": .array(omitted),
        ]).canonical()
    }
}

extension Manifest.Member {
    init(_ view: JSONView) throws(FormError) {
        self.init(
            path: try view.text("path"), size: try view.count("size"), sha256: try view.bytes("sha256", count: 32),
            type: try view.text("type"))
    }
}

extension Manifest.Gap {
    init(_ view: JSONView) throws(FormError) {
        let text = try view.need("text")
        self.init(code: try view.text("code"), zh: try text.text("zh"), en: try text.text("en"))
    }
}

extension Manifest.Omission {
    init(_ view: JSONView) throws(FormError) {
        self.init(what: try view.text("what"), why: try view.text("why"), count: try view.count("count"))
    }
}
