// swift-tools-version: 6.1
import PackageDescription

/// Turns on Swift's C++ interoperability; it is viral, so only targets that touch the engine set it.
let cxxInterop: [SwiftSetting] = [.interoperabilityMode(.Cxx)]

let package = Package(
    name: "AlphaFactory",
    products: [
        .executable(name: "alpha", targets: ["alpha"]),
        .library(name: "AlphaCore", targets: ["AlphaCore"]),
        .library(name: "AlphaEngine", targets: ["AlphaEngine"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
    ],
    targets: [
        .target(
            name: "CBLAS",
            linkerSettings: [.linkedLibrary("lapacke"), .linkedLibrary("blas"), .linkedLibrary("m")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CEngine"),
        .target(
            name: "AlphaCore",
            dependencies: ["CBLAS", "CZlib", .product(name: "Yams", package: "Yams")]),
        .target(
            name: "AlphaEngine",
            dependencies: ["AlphaCore", "CEngine"],
            swiftSettings: cxxInterop),
        .target(
            name: "AlphaDashboard",
            dependencies: [
                "AlphaCore",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [
                .embedInCode("Resources/dashboard.css"),
                .embedInCode("Resources/dashboard.js"),
                .embedInCode("Resources/picture.js"),
                .embedInCode("Resources/equity.js"),
                .embedInCode("Resources/heatmap.js"),
                .embedInCode("Resources/icon.svg"),
            ]),
        .executableTarget(
            name: "alpha",
            dependencies: [
                "AlphaCore", "AlphaDashboard", "AlphaEngine",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: cxxInterop),
        .executableTarget(
            name: "bar-reader-bench", dependencies: ["AlphaCore"], path: "Benchmarks/BarReader"),
        .target(name: "AlphaTestSupport", dependencies: ["CZlib"], path: "Tests/AlphaTestSupport"),
        .testTarget(name: "AlphaCoreTests", dependencies: ["AlphaCore", "AlphaTestSupport"]),
        .testTarget(
            name: "AlphaEngineTests",
            dependencies: ["AlphaEngine", "AlphaCore", "AlphaTestSupport"],
            swiftSettings: cxxInterop),
        .testTarget(
            name: "AlphaDashboardTests", dependencies: ["AlphaDashboard", "AlphaCore", "AlphaTestSupport"]),
        .testTarget(
            name: "AlphaCommandTests",
            dependencies: ["alpha", "AlphaCore", "AlphaTestSupport"],
            swiftSettings: cxxInterop),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)

// libFuzzer brings its own main, so this target exists only where scripts/fuzz.sh builds it.
if Context.environment["ALPHA_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "alpha-fuzz", dependencies: ["AlphaCore", "AlphaEngine"], path: "Tests/Fuzz", exclude: ["Seeds"],
            swiftSettings: cxxInterop))
}
