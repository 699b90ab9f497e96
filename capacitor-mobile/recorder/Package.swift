// swift-tools-version: 5.9
import PackageDescription

let package = Package(
    name: "AykaRecorder",
    defaultLocalization: "en",
    platforms: [.iOS(.v15)],
    products: [
        .library(name: "AykaRecorder", targets: ["AykaRecorder"])
    ],
    dependencies: [
        .package(url: "https://github.com/ionic-team/capacitor-swift-pm.git", from: "8.0.0")
    ],
    targets: [
        .target(
            name: "AykaRecorder",
            dependencies: [
                .product(name: "Capacitor", package: "capacitor-swift-pm"),
                .product(name: "Cordova", package: "capacitor-swift-pm")
            ],
            path: "ios/Sources/AykaRecorder",
            resources: [.process("Resources")]),
        .testTarget(
            name: "AykaRecorderTests",
            dependencies: ["AykaRecorder"],
            path: "ios/Tests/AykaRecorderTests")
    ]
)
