import Foundation

/// The real data that some tests run on; it lies beside the checkout and is not part of the project.
public enum SharedData {
    /// The folder `shared/data` beside the checkout; `nil` when it is absent.
    public static let folder: URL? = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.deletingLastPathComponent().appendingPathComponent("shared/data")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Whether the folder is there; tests that need it are enabled by it and say so when skipped.
    public static var isPresent: Bool { folder != nil }

    /// A file below the folder.
    public static func file(_ path: String) -> URL { folder!.appendingPathComponent(path) }
}
