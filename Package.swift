// swift-tools-version: 6.0
import PackageDescription

// The house, arrows downwards only; what each room holds stands in README.md.
let package = Package(
    name: "bds",
    products: [
        .executable(name: "bds", targets: ["bds"]),
        // Preloaded by tests: calls that fail.
        .library(name: "FaultShim", type: .dynamic, targets: ["CFaultShim"]),
    ],
    targets: [
        // The shell: command line, prompt, progress.
        .executableTarget(
            name: "bds",
            dependencies: ["Runtime", "Language", "Display", "Tables", "Files", "JSON", "Concurrency", "CReadline"]),
        .target(name: "Display", dependencies: ["Language", "Tables", "JSON"]),
        .target(
            name: "Runtime",
            dependencies: [
                "Language", "Sampling", "Training", "Checkpoints", "Metrics", "Results", "Datasets", "Pictures",
                "Tables", "TorchFiles", "Files", "JSON", "BubbleDiagrams", "RandomStreams", "Concurrency",
            ]),
        // Source to meaning; knows no command by name.
        .target(name: "Language"),
        // Files.
        .target(
            name: "Results",
            dependencies: ["Sampling", "Metrics", "BubbleDiagrams", "Tables", "TorchFiles", "Files", "JSON"]),
        .target(name: "Checkpoints", dependencies: ["Sampling", "Training", "TorchFiles", "Files", "BubbleDiagrams"]),
        .target(
            name: "Datasets",
            dependencies: [
                "BubbleDiagrams", "TorchFiles", "Files", "RandomStreams", "Concurrency", "CZlib", "CHDF5",
            ]),
        .target(name: "TorchFiles", dependencies: ["Files", "CZip"]),
        // Values in rows, and how they are rounded.
        .target(name: "Tables", dependencies: ["JSON"]),
        .target(name: "JSON", dependencies: ["Files"]),
        .target(name: "Files", dependencies: ["CCrypto"]),
        // Diagrams to places to lines; knows no file and no terminal.
        .target(name: "Pictures", dependencies: ["BubbleDiagrams"]),
        // Numbers; no files.
        .target(name: "Metrics", dependencies: ["BubbleDiagrams", "RandomStreams", "Concurrency", "LinearAlgebra"]),
        .target(
            name: "Sampling",
            dependencies: ["BubbleDiagrams", "RandomStreams", "JSON", "Concurrency", "LinearAlgebra", "CKernels"]),
        .target(
            name: "Training",
            dependencies: ["Sampling", "BubbleDiagrams", "RandomStreams", "Concurrency", "LinearAlgebra", "CKernels"]),
        .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
        .target(name: "RandomStreams"),
        // A lock, and the work queue of everything that computes on several threads.
        .target(name: "Concurrency"),
        .target(name: "BubbleDiagrams"),
        // C: kernels of ours, and other people's libraries.
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
        .target(name: "CReadline", dependencies: ["CReadlineSystem"]),
        .systemLibrary(
            name: "CReadlineSystem", pkgConfig: "readline", providers: [.apt(["libreadline-dev"])]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        // Tests, one target a room.
        .testTarget(name: "BubbleDiagramsTests", dependencies: ["BubbleDiagrams"]),
        .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams", "TestSupport"]),
        .testTarget(name: "ConcurrencyTests", dependencies: ["Concurrency"]),
        .testTarget(
            name: "TorchFilesTests", dependencies: ["TorchFiles", "Files", "TestSupport"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Files", "CZlib", "TestSupport"]),
        .testTarget(
            name: "SamplingTests",
            dependencies: ["Sampling", "Checkpoints", "Results", "Datasets", "TestSupport"]),
        .testTarget(
            name: "TrainingTests", dependencies: ["Training", "Datasets", "Checkpoints", "TorchFiles", "TestSupport"]),
        .testTarget(
            name: "MetricsTests", dependencies: ["Metrics", "Results", "Datasets", "TestSupport"]),
        .testTarget(
            name: "ResultsTests",
            dependencies: ["Results", "Sampling", "BubbleDiagrams", "Tables", "Files", "JSON", "TestSupport"]),
        .testTarget(name: "LanguageTests", dependencies: ["Language", "Display", "Tables", "JSON", "TestSupport"]),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "Runtime", "Language", "Checkpoints", "Sampling", "Results", "Datasets", "Files", "BubbleDiagrams",
                "Tables", "TestSupport",
            ]),
        // Drives the binary, which is therefore built first.
        .testTarget(
            name: "ShellTests",
            dependencies: [
                "bds", "Checkpoints", "Datasets", "Results", "TorchFiles", "Files", "JSON", "BubbleDiagrams",
                "TestSupport",
                "CTestSupport",
            ]),
        // What the repository says of itself.
        .testTarget(name: "HouseTests"),
        .target(name: "CTestSupport", path: "Tests/CTestSupport"),
        .target(name: "CFaultShim", path: "Tests/CFaultShim", linkerSettings: [.linkedLibrary("dl")]),
        // Where the reference material lies, and a visible line where it is absent.
        .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport"),
        // scripts/fuzz: mutated files read, mutated programs run.
        .executableTarget(
            name: "bds-fuzz",
            dependencies: [
                "Runtime", "Language", "Display", "Results", "Checkpoints", "Datasets", "TorchFiles", "Files", "JSON",
                "CZlib", "TestSupport",
            ], path: "Tests/Fuzz"),
    ]
)
