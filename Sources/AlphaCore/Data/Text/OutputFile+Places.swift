import Foundation

extension OutputFile {
    /// Whether both name one file, also through links or by another path; false when either is not there.
    public static func isSameFile(_ first: URL, _ second: URL) -> Bool {
        var (a, b) = (stat(), stat())
        guard stat(first.path, &a) == 0, stat(second.path, &b) == 0 else { return false }
        return a.st_dev == b.st_dev && a.st_ino == b.st_ino
    }
}
