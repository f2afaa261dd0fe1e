import Foundation

/// The folder that downloads go to, and the care that nothing outside it is written.
///
/// The folder itself may be a symbolic link, which is the user's own choice; below it every step is looked at before it
/// is written through, and a link there is `cannotCreate`.
public struct DownloadFolder: Sendable {
    /// The folder.
    public let root: URL

    /// The folder at the place; nothing is made or looked at yet.
    public init(_ root: URL) { self.root = root }

    /// Where an asset's bars are, as steps below the folder.
    static func steps(to asset: Asset) -> [String] { [asset.assetClass.rawValue, "\(asset.symbol).csv"] }

    /// Where an asset's splits and dividends are, as steps below the folder.
    static func actionSteps(to asset: Asset) -> [String] {
        [asset.assetClass.rawValue, "\(asset.symbol).actions.csv"]
    }

    /// The place of the steps, its `relativePath` as the user would write it.
    func url(_ steps: [String]) -> URL { steps.reduce(root) { $0.appendingPathComponent($1) } }

    /// Throws `cannotCreate` unless a file can be written there: the folder is none, a step on the way is a link or no
    /// folder, the file is a link or no file. What is missing will be made.
    func checkFile(_ steps: [String]) throws(DataError) {
        try checkRoot()
        try checkSteps(steps.dropLast(), make: false)
        try checkStep(steps, is: S_IFREG, "is not a regular file")
    }

    /// The same for a file about to be written: makes the folders that are missing, and returns the file's place.
    func prepareFile(_ steps: [String]) throws(DataError) -> URL {
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        } catch {
            throw DataError(.cannotCreate, file: root.relativePath, problem: "the folder cannot be made")
        }
        try checkSteps(steps.dropLast(), make: true)
        try checkStep(steps, is: S_IFREG, "is not a regular file")
        return url(steps)
    }

    /// Runs the body while no other download into the folder does: the time between reading and writing its manifest.
    func locked<Result>(_ body: () throws(DataError) -> Result) throws(DataError) -> Result {
        let url = try prepareFile([".manifest.lock"])
        let descriptor = open(url.path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DownloadFolder.systemError(.cannotCreate, url) }
        // Closing the file lets go of its lock.
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DownloadFolder.systemError(.inputOutput, url) }
        }
        return try body()
    }

    /// Throws `cannotCreate` when the folder is there and none, or cannot be made where it should be.
    private func checkRoot() throws(DataError) {
        var place = root.standardizedFileURL
        var status = stat()
        while stat(place.path, &status) != 0, place.path != "/" { place.deleteLastPathComponent() }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw DataError(.cannotCreate, file: root.relativePath, problem: "\(place.path) is not a folder")
        }
        guard access(place.path, W_OK | X_OK) == 0 else {
            throw DataError(.cannotCreate, file: root.relativePath, problem: "nothing can be written in \(place.path)")
        }
    }

    private func checkSteps(_ steps: ArraySlice<String>, make: Bool) throws(DataError) {
        for count in steps.indices.map({ $0 + 1 }) {
            let folder = Array(steps.prefix(count))
            if make, mkdir(url(folder).path, 0o755) != 0, errno != EEXIST {
                throw DownloadFolder.systemError(.cannotCreate, url(folder))
            }
            try checkStep(folder, is: S_IFDIR, "is not a folder")
        }
    }

    private func checkStep(_ steps: [String], is kind: mode_t, _ otherwise: String) throws(DataError) {
        let url = url(steps)
        var status = stat()
        guard lstat(url.path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return }
            throw DownloadFolder.systemError(.cannotCreate, url)
        }
        guard status.st_mode & S_IFMT != S_IFLNK else {
            throw DataError(
                .cannotCreate, file: url.relativePath, problem: "is a symbolic link, and nothing is written through one"
            )
        }
        guard status.st_mode & S_IFMT == kind else {
            throw DataError(.cannotCreate, file: url.relativePath, problem: otherwise)
        }
    }

    private static func systemError(_ kind: DataError.Kind, _ url: URL) -> DataError {
        DataError(kind, file: url.relativePath, problem: String(cString: strerror(errno)))
    }
}
