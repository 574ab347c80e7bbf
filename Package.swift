// swift-tools-version: 6.2
import PackageDescription

// All targets in dependency order: a target may import only what stands above it.
// One list of strict settings for every target of ours.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// Products of other packages, named once.
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let ordered: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")

func house(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, path: path, resources: resources, swiftSettings: strict)
}
func program(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "gongdao",
    products: [
        .library(name: "GongdaoClient", targets: ["GongdaoClient"]),
        .executable(name: "gongdaod", targets: ["gongdaod"]),
        .executable(name: "gongdao", targets: ["gongdao"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML", "CommandLineArguments"]),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Values, clocks, randomness, bounds.
        house("Base"),
        // The wire: framing, JSON, envelope, error codes, cursors, canonical form.
        house("Wire", ["Base", crypto]),
        // What clients cache; shared by server and Swift client.
        house("Records", ["Base", "Wire"]),
        // The law as data and pure functions.
        .target(name: "CRulePacks", path: "Sources/CRulePacks"),
        .target(
            name: "RulePacks", dependencies: ["CRulePacks"], path: "Sources/RulePacks", exclude: ["packs"], swiftSettings: strict),
        house("Statute", ["Base", "Wire", "RulePacks"]),
        // Commands and their rules, one file each; pure.
        house("Casework", ["Base", "Wire", "Records", "Statute"]),
        // ZIP archives, written and read as streams.
        .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
        house("Archive", ["CZlib"]),
        // Compression of a connection: independent segments with a preset dictionary.
        house("Segments", ["Base", "CZlib"]),
        // Leaves, commitments, signatures over acts; evidence files and their verification.
        house("Evidence", ["Base", "Wire", "Archive", crypto]),
        // What we ask of storage, and the two that keep the promise.
        house("Store", ["Base"]),
        house("StoreMemory", ["Base", "Store"]),
        house("StoreSQLite", ["Base", "Store", grdb, grdbSQLite]),
        // Tenants: registry, keys, partitions, pull, timers.
        house("Tenancy", ["Base", "Wire", "Records", "Casework", "Evidence", "Store", crypto]),
        // Files in: CSV, mappings, import slices, generator of rosters.
        house("Importing", ["Base", "Wire", "Records", "Casework"]),
        house("Identity", ["Base", "Wire", "Records", "Casework", "Evidence", "Store", "Tenancy", crypto, cryptoExtras]),
        house("Methods", ["Base", "Wire", "Segments", "Records", "Statute", "Casework", "Importing", "Evidence", "Store", "Tenancy", "Identity", crypto]),
        house("Session", ["Base", "Wire", "Segments", "Records", "Casework", "Tenancy", "Identity", "Methods"]),
        house(
            "Listeners",
            ["Base", "Wire", "Tenancy", "Identity", "Methods", "Session", logging, nioCore, nioPosix, nioTLS, nioSSL]),
        // Printed evidence: PDF through pangocairo. Only the daemon links it.
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"]), .brew(["pango"])]),
        house("Paper", ["CPango", "Base", "Evidence"]),
        house(
            "Bootstrap",
            [
                "Base", "Wire", "Records", "Statute", "Casework", "Importing", "Evidence", "Store", "StoreMemory", "StoreSQLite",
                "Tenancy", "Identity", "Methods", "Session", "Listeners", "Paper",
                logging, configuration, lifecycle, unixSignals, nioCore, nioPosix, nioSSL, crypto, x509, asn1, arguments,
            ]),
        program("gongdaod", ["Bootstrap", arguments]),
        // Clients.
        house(
            "GongdaoClient",
            ["Base", "Wire", "Segments", "Records", "Evidence", crypto, grdb, nioCore, nioPosix, nioSSL, logging],
            path: "clients/swift/GongdaoClient"),
        program(
            "gongdao",
            ["Base", "Wire", "Records", "Statute", "Importing", "Archive", "Evidence", "GongdaoClient", arguments], path: "clients/cli"),
        // Measurements in one process; the ones that need a peer or a real daemon are driven from Benchmarks/.
        program(
            "bench",
            [
                "Base", "Wire", "Segments", "Records", "Statute", "Casework", "Importing", "Evidence", "Store", "StoreMemory", "StoreSQLite",
                "Tenancy", "Identity", "Methods", "Session", "Listeners", "Bootstrap", "GongdaoClient",
                crypto, grdb, grdbSQLite, nioCore, nioPosix, nioSSL, logging,
            ], path: "Benchmarks/bench"),
        // Tests mirror Sources; the libraries among them are used by several.
        .target(
            name: "StoreContract", dependencies: ["Base", "Store"], path: "Tests/StoreContract", swiftSettings: strict),
        .target(
            name: "Support",
            dependencies: [
                "Base", "Wire", "Segments", "Records", "Casework", "Evidence", "Store", "StoreMemory", "StoreSQLite", "Tenancy", "Identity",
                "Methods", "Session", "Listeners", "Bootstrap", "GongdaoClient", crypto, logging,
            ], path: "Tests/Support", swiftSettings: strict),
        tests("BaseTests", ["Base"]),
        tests("WireTests", ["Base", "Wire"]),
        tests("RecordsTests", ["Base", "Wire", "Records"]),
        tests("StatuteTests", ["Base", "Wire", "RulePacks", "Statute"]),
        tests("CaseworkTests", ["Base", "Wire", "Records", "Casework"]),
        tests("ArchiveTests", ["Base", "Archive"]),
        tests("SegmentsTests", ["Base", "CZlib", "Segments"]),
        tests("EvidenceTests", ["Base", "Wire", "Archive", "Evidence", crypto]),
        tests("StoreTests", ["Base", "Store", "StoreContract", "StoreMemory", "StoreSQLite", grdb]),
        tests(
            "TenancyTests",
            ["Base", "Wire", "Records", "Casework", "Evidence", "Store", "StoreMemory", "StoreSQLite", "Tenancy", crypto]),
        tests("ImportingTests", ["Base", "Wire", "Records", "Casework", "Importing"]),
        tests(
            "IdentityTests",
            [
                "Base", "Wire", "Records", "Casework", "Evidence", "Store", "StoreMemory", "StoreSQLite", "Tenancy", "Identity",
                crypto, cryptoExtras,
            ]),
        tests(
            "SessionTests",
            [
                "Base", "Wire", "Segments", "Records", "Casework", "Archive", "Evidence", "Store", "StoreMemory", "StoreSQLite", "Tenancy",
                "Identity",
                "Importing", "Methods", "Session", "Support", crypto,
            ]),
        tests(
            "ListenersTests",
            [
                "Base", "Wire", "Records", "Tenancy", "Identity", "Methods", "Session", "Listeners", "Bootstrap", "Support",
                nioCore, nioEmbedded, nioPosix, nioSSL,
            ]),
        tests(
            "ClientTests",
            [
                "Base", "Wire", "Records", "Casework", "Archive", "Evidence", "Store", "Tenancy", "Identity", "Methods", "Session",
                "Listeners", "Bootstrap", "GongdaoClient", "Support", crypto, grdb, nioCore, nioPosix,
            ]),
        tests("CLITests", ["Base", "Wire", "Records", "Identity", "GongdaoClient", "gongdao", "Support"]),
        tests(
            "SimulationTests",
            [
                "Base", "Wire", "Records", "Casework", "Evidence", "Store", "StoreMemory", "StoreSQLite", "Tenancy", "Identity",
                "Methods", "Session", "Support", "GongdaoClient", crypto,
            ]),
        tests(
            "BootstrapTests",
            [
                "Base", "Wire", "Store", "StoreSQLite", "Tenancy", "Identity", "Methods", "Session", "Listeners", "Bootstrap",
                "Support", logging, nioCore, nioPosix, nioSSL,
            ]),
        .target(
            name: "EvidenceSamples", dependencies: ["Base", "Evidence"], path: "Tests/EvidenceSamples", swiftSettings: strict),
        tests("PaperTests", ["Base", "Wire", "Archive", "Evidence", "EvidenceSamples", "Paper", crypto]),
        // The daemon and the CLI as black boxes: no server code linked.
        tests("EndToEndTests", ["Base", "Wire", "Records", "GongdaoClient", grdb, nioCore, nioPosix]),
        tests("TidyTests", ["Base", "Wire", "Records", "Casework", "Methods"]),
    ]
)
