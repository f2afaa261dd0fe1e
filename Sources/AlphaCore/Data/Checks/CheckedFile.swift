import Foundation

/// A bar file to check.
struct CheckedFile: Sendable {
    /// The path as the user gave it.
    var path: String
    var url: URL
    /// The class by its folder's name, or as the user said; `nil` when it is to be learnt.
    var assetClass: AssetClass?
    /// Splits and dividends beside it.
    var actions: CorporateActions?

    /// The bar files that the paths name, each once, in the order of the paths and by name inside a folder.
    ///
    /// A folder stands for every `.csv` and `.csv.gz` in it and in `equities/`, `crypto/` and `fx/` inside it; hidden
    /// files and `.actions.csv` are passed over. A path that is not there, no regular file, or a folder without bar files
    /// is `noInput`.
    static func find(_ paths: [String], assetClass: AssetClass?) throws(DataError) -> [CheckedFile] {
        var files: [CheckedFile] = []
        var known: Set<String> = []
        for path in paths {
            for file in try find(path, assetClass)
            where known.insert(file.url.standardizedFileURL.resolvingSymlinksInPath().path).inserted {
                files.append(file)
            }
        }
        return files
    }

    private static func find(_ path: String, _ assetClass: AssetClass?) throws(DataError) -> [CheckedFile] {
        let url = URL(fileURLWithPath: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw DataError(.noInput, file: path, problem: "no such file or folder")
        }
        guard isFolder.boolValue else { return [try CheckedFile(path, url, assetClass)] }
        var files: [CheckedFile] = []
        for folder in [""] + AssetClass.allCases.map(\.rawValue) {
            let place = folder.isEmpty ? url : url.appendingPathComponent(folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            for name in names.sorted() where DataFolder.symbol(ofFile: name) != nil {
                let shown = [path.hasSuffix("/") ? String(path.dropLast()) : path, folder, name].filter { !$0.isEmpty }
                let file = place.appendingPathComponent(name)
                guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue
                else { continue }
                files.append(try CheckedFile(shown.joined(separator: "/"), file, assetClass))
            }
        }
        guard !files.isEmpty else {
            throw DataError(
                .noInput, file: path,
                problem: "holds no bar files: .csv and .csv.gz are looked for in it and in its equities/, crypto/, fx/")
        }
        return files
    }

    private init(_ path: String, _ url: URL, _ assetClass: AssetClass?) throws(DataError) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw DataError(.noInput, file: path, problem: "is no regular file, and a check reads it twice")
        }
        self.path = path
        self.url = url
        let folder = url.standardizedFileURL.deletingLastPathComponent().lastPathComponent
        self.assetClass = AssetClass(rawValue: folder) ?? assetClass
    }
}
