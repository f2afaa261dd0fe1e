import Foundation

/// Where a run folder is made before it is put in its place, so that nobody ever finds half of one.
struct RunDestination {
    /// The folder that the run is written to.
    let working: RunFolder
    private let final: URL
    /// The folder's name once it is in its place.
    var name: String { final.lastPathComponent }

    /// Prepares the place beside the folder. An earlier run there, or an empty folder, may be replaced; `cannotCreate`
    /// for anything else that is there.
    init(_ folder: RunFolder) throws(DataError) {
        final = folder.url.standardizedFileURL
        let manager = FileManager.default
        if manager.fileExists(atPath: final.path) {
            let contents = try? manager.contentsOfDirectory(atPath: final.path)
            let isRun = manager.fileExists(atPath: folder.manifest.path)
            guard let contents, contents.isEmpty || isRun else {
                throw DataError(
                    .cannotCreate, file: folder.url.relativePath,
                    problem: "there is something else than a run there; choose another --out")
            }
        }
        let parent = final.deletingLastPathComponent()
        working = RunFolder(
            parent.appendingPathComponent(
                ".\(final.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).part"))
        // Nothing is made before there is something to write, but a run of minutes must not end at a place without access.
        var ancestor = parent
        while !manager.fileExists(atPath: ancestor.path), ancestor.path != "/" { ancestor.deleteLastPathComponent() }
        guard manager.isWritableFile(atPath: ancestor.path),
            (try? manager.contentsOfDirectory(atPath: ancestor.path)) != nil
        else {
            throw DataError(
                .cannotCreate, file: folder.url.relativePath, problem: "no folder can be made in \(ancestor.path)")
        }
    }

    /// Puts the folder in its place, and the one that was there out of it.
    func commit() throws(DataError) {
        let manager = FileManager.default
        let old = working.url.appendingPathExtension("old")
        do {
            let replaces = manager.fileExists(atPath: final.path)
            if replaces { try manager.moveItem(at: final, to: old) }
            try manager.moveItem(at: working.url, to: final)
            if replaces { try? manager.removeItem(at: old) }
        } catch {
            throw DataError(.cannotCreate, file: final.path, problem: "cannot put the run folder in its place")
        }
    }

    /// Takes away what was begun and not put in its place.
    func discard() {
        try? FileManager.default.removeItem(at: working.url)
    }
}
