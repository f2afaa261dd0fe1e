import Foundation

/// The target positions of a run: `timestamp,asset,price,target_position`, sorted by time, then asset.
public enum PositionFile {
    /// Writes the positions, in any order.
    public static func write(_ positions: [TargetPosition], to url: URL) throws(DataError) {
        let file = try OutputFile(url)
        try file.write("timestamp,asset,price,target_position\n")
        for one in positions.sorted(by: { ($0.timestamp, $0.asset) < ($1.timestamp, $1.asset) }) {
            try file.write(
                "\(one.timestamp),\(CSVField.quoted(one.asset)),\(NumberText.shortest(one.price)),"
                    + "\(NumberText.shortest(one.targetPosition))\n")
        }
        try file.commit()
    }

    /// Reads the positions in the order of the file.
    ///
    /// `badData` for a field that cannot be used: an asset without a name, a price that is not positive.
    public static func read(_ url: URL) throws(DataError) -> [TargetPosition] {
        var positions: [TargetPosition] = []
        let columns = ["timestamp", "asset", "price", "target_position"]
        try DelimitedText.forEachRow(url, required: columns) { (row) throws(DataError) in
            let asset = row.text(1)
            guard !asset.isEmpty else { throw row.error(1, "is empty, a symbol is needed") }
            let price = try row.double(2)
            guard price > 0 else { throw row.error(2, "a price must be positive") }
            positions.append(
                TargetPosition(
                    timestamp: try row.timestamp(0), asset: asset, price: price, targetPosition: try row.double(3)))
        }
        return positions
    }
}
