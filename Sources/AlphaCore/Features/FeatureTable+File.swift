import Foundation

extension FeatureTable {
    /// Writes `timestamp,asset,FEATURE…`: one row a bar and asset, sorted by asset then time, missing values empty.
    ///
    /// Numbers are the shortest text that reads back to the same double. The file appears whole or not at all.
    public func write(to url: URL) throws(DataError) {
        let file = try OutputFile(url)
        var text: [UInt8] = []
        text.append(contentsOf: "timestamp,asset".utf8)
        for name in names { text.append(contentsOf: ",\(name)".utf8) }
        text.append(UInt8(ascii: "\n"))
        for (series, columns) in zip(panel.series, columns) {
            let symbol = Array(",\(CSVField.quoted(series.asset.symbol))".utf8)
            for bar in 0..<series.count {
                series.timestamps[bar].appendText(to: &text)
                text.append(contentsOf: symbol)
                for column in columns {
                    text.append(UInt8(ascii: ","))
                    NumberText.appendShortest(column[bar], to: &text)
                }
                text.append(UInt8(ascii: "\n"))
                if text.count >= 1 << 16 { try FeatureTable.flush(&text, into: file) }
            }
        }
        try FeatureTable.flush(&text, into: file)
        try file.commit()
    }

    private static func flush(_ text: inout [UInt8], into file: OutputFile) throws(DataError) {
        try text.withUnsafeBufferPointer { bytes throws(DataError) in try file.write(UnsafeRawBufferPointer(bytes)) }
        text.removeAll(keepingCapacity: true)
    }
}
