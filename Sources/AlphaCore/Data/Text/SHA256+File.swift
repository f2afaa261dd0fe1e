import Foundation

extension SHA256 {
    /// The digest of a file's bytes as they lie on the disk, as 64 hexadecimal digits; `inputOutput` when it cannot be
    /// read.
    static func digest(of url: URL) throws(DataError) -> String {
        guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
            throw DataError(.inputOutput, file: url.relativePath, problem: "cannot be read")
        }
        return digest(of: data)
    }

    /// The digest of the bytes, as 64 hexadecimal digits.
    static func digest(of data: Data) -> String {
        var hash = SHA256()
        data.withUnsafeBytes { hash.update($0) }
        return hash.hexadecimal()
    }
}
