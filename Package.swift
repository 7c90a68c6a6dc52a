// swift-tools-version: 6.2
import PackageDescription

/// Every room: Swift 6 language mode, warnings are errors, and in a release the rooms may inline one another.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-cross-module-optimization", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// The rooms with a page of their own.
let documented: Set = [
    "Platform", "Errors", "Texts", "Records", "Pages", "PageDiff", "Fonts", "Symbols", "Layout", "PDF", "Templating", "Rendering",
    "Runs", "StoreSQL", "StoreSQLite", "Operations", "Workers",
]

/// One of our rooms and what it may import; anything else is refused by the gate.
func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports, exclude: documented.contains(name) ? ["README.md"] : [], swiftSettings: house)
}

func tests(_ name: String, _ imports: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: imports, exclude: exclude,
        swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
}

let package = Package(
    name: "billpress",
    products: [.executable(name: "billpress", targets: ["billpress"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // The run store: SQLite.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // The preview's page: Hummingbird's HTTP server alone, and the packages whose words its interface uses.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        // C libraries of Debian 12, each behind one room.
        .systemLibrary(
            name: "CHarfBuzz", path: "Sources/C/CHarfBuzz", pkgConfig: "harfbuzz-subset", providers: [.apt(["libharfbuzz-dev"])]),
        .systemLibrary(
            name: "CQREncode", path: "Sources/C/CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZint", path: "Sources/C/CZint", providers: [.apt(["libzint-dev"])]),
        .systemLibrary(name: "CHaru", path: "Sources/C/CHaru", providers: [.apt(["libhpdf-dev"])]),
        .systemLibrary(
            name: "CDeflate", path: "Sources/C/CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(
            name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CMalloc", path: "Sources/C/CMalloc"),
        .systemLibrary(name: "CSpawn", path: "Sources/C/CSpawn"),

        // Below. Errors name it; Platform opens and writes it; Texts quote it.
        room("Errors"),
        room("Platform", ["Errors", "CCrypto", "CSpawn"]),
        room("Texts"),

        // Ground. Records say it; Pages hold it; Fonts measure it; Symbols encode it.
        room("Records", ["Errors", "Platform", "Texts"]),
        room("Pages", ["Errors"]),
        room("Fonts", ["Pages", "CHarfBuzz"]),
        room("Symbols", ["Pages", "CQREncode", "CZint"]),

        // First floor. Layout fits it; PDF writes it.
        room("Layout", ["Errors", "Pages", "Fonts", "Symbols"]),
        room("PDF", ["Errors", "Platform", "Texts", "Pages", "Fonts", "CHaru", "CDeflate"]),

        // Beside it. PageDiff says how pages differ.
        room("PageDiff", ["Pages"]),

        // Second floor. Templating joins a compiled template and a record.
        room("Templating", ["Errors", "Texts", "Records", "Pages", "Fonts", "Symbols", "Layout"]),

        // Third floor. Rendering makes one document of one record.
        room(
            "Rendering", ["Errors", "Platform", "Texts", "Records", "Pages", "Fonts", "Symbols", "Layout", "PDF", "Templating"]),

        // Fourth floor. Runs takes in, composes, balances, releases and keeps many; stores keep its rows.
        room(
            "Runs", ["Errors", "Platform", "Texts", "Records", "Pages", "PageDiff", "Fonts", "PDF", "Templating", "Rendering"]),
        room("StoreSQL", ["Platform", "Records", "Pages", "Runs"]),
        .target(
            name: "StoreSQLite",
            dependencies: ["Platform", "Records", "Runs", "StoreSQL", .product(name: "GRDB", package: "GRDB.swift")],
            exclude: ["README.md"], swiftSettings: house),

        // Fifth floor. Operations is the one way in: a function for each use case.
        room(
            "Operations",
            [
                "Errors", "Platform", "Texts", "Records", "Pages", "Fonts", "PDF", "Templating", "Rendering", "Runs", "StoreSQL",
                "StoreSQLite",
            ]),

        // Beside it. Workers starts the processes that lay out, and watches them.
        room("Workers", ["Errors", "Platform", "Records", "Pages", "PDF", "Templating", "Rendering", "Runs"]),

        // Roof. The preview shows what an author writes, as it is saved; the command line asks.
        .target(
            name: "Preview",
            dependencies: [
                "Errors", "Platform", "Texts", "Records", "Pages", "Layout", "Templating", "Rendering",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["README.md"],
            resources: [.embedInCode("Web/preview.html"), .embedInCode("Web/preview.css"), .embedInCode("Web/preview.js")],
            swiftSettings: house),
        .executableTarget(
            name: "billpress",
            dependencies: [
                "Errors", "Platform", "Texts", "Records", "Pages", "Fonts", "Symbols", "Layout", "PDF", "Templating", "Rendering",
                "Preview", "Runs", "Operations", "Workers", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["README.md"],
            resources: [
                .embedInCode("Starter/starter.xml"), .embedInCode("Starter/starter-styles.xml"),
                .embedInCode("Starter/starter-contract.json"), .embedInCode("Starter/starter-en.json"),
                .embedInCode("Starter/starter-es.json"), .embedInCode("Starter/starter-sample.json"),
            ],
            swiftSettings: house),

        // Tests. TestKit holds the mock blocks and the one checker of the laws of layout; StoreConformance what every store of
        // runs must hold to.
        .target(
            name: "TestKit", dependencies: ["Errors", "Pages", "Fonts", "Symbols", "Layout"], path: "Tests/TestKit",
            swiftSettings: house),
        .executableTarget(name: "PlatformChild", dependencies: ["Platform"], path: "Tests/PlatformChild", swiftSettings: house),
        tests("ErrorsTests", ["Errors"]),
        .target(
            name: "StoreConformance", dependencies: ["Platform", "Records", "Pages", "Runs", "TestKit"],
            path: "Tests/StoreConformance", exclude: ["README.md"], swiftSettings: house),
        tests("PlatformTests", ["Platform", "PlatformChild", "TestKit"]),
        tests("TextsTests", ["Texts"]),
        tests("RecordsTests", ["Errors", "Records", "Texts", "TestKit"]),
        tests("PagesTests", ["Pages", "TestKit"]),
        tests("PageDiffTests", ["PageDiff", "Pages", "TestKit"]),
        tests("FontsTests", ["Fonts", "Pages", "TestKit"]),
        tests("SymbolsTests", ["Symbols", "Pages", "TestKit"]),
        tests("LayoutTests", ["Errors", "Layout", "Pages", "Fonts", "Symbols", "TestKit"]),
        tests("PDFTests", ["Errors", "PDF", "Platform", "Pages", "Fonts", "Layout", "Symbols", "TestKit"]),
        tests("TemplatingTests", ["Errors", "Templating", "Records", "Pages", "Fonts", "Layout", "TestKit"]),
        tests(
            "RenderingTests", ["Errors", "Rendering", "Records", "Pages", "Fonts", "PDF", "Templating", "TestKit"],
            exclude: ["Goldens", "Promises"]),
        tests("PreviewTests", ["Errors", "Preview", "Records", "Pages", "Layout", "Templating", "Rendering", "TestKit"]),
        tests(
            "RunsTests",
            [
                "Errors", "Runs", "StoreSQL", "StoreSQLite", "Platform", "Records", "Pages", "PageDiff", "PDF", "Templating",
                "Rendering", "StoreConformance", "TestKit", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Homes", "Walk/unsealed.txt"]),
        tests("StoreSQLiteTests", ["StoreSQLite", "StoreSQL", "StoreConformance", "Platform", "Records", "Runs", "TestKit"]),
        .executableTarget(
            name: "RenderBench",
            dependencies: ["Workers", "Platform", "Records", "PDF", "Templating", "Rendering", "Runs"],
            path: "Benchmarks/RenderBench", swiftSettings: house),
        .executableTarget(
            name: "PoolOwner", dependencies: ["Workers", "Platform", "Records", "Templating"], path: "Tests/PoolOwner",
            swiftSettings: house),
        tests(
            "WorkersTests",
            [
                "Workers", "PoolOwner", "Errors", "Platform", "Records", "Pages", "PDF", "Templating", "Rendering", "Runs",
                "TestKit",
            ]),
        tests("CommandTests", ["TestKit"]),
    ]
)
