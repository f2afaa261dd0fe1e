import Foundation

/// The column `Capital Gains` that Yahoo's files of funds have: what of the dividend was a capital gain.
enum CapitalGainsColumn {
    /// The gains that are not 0, by their rows' lines; none when the file has no such column or can be read but once.
    static func read(_ url: URL, separator: UInt8) throws(DataError) -> [Int: Double] {
        var status = stat()
        guard stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [:] }
        let text = try DelimitedText(url, separator: separator)
        guard let column = try text.field(["capital gains"]) else { return [:] }
        var gains: [Int: Double] = [:]
        while try text.next() {
            guard let gain = BarCell.number(text.bytes(column)), PriceChain.isPrice(gain) else { continue }
            gains[text.line] = gain
        }
        return gains
    }
}
