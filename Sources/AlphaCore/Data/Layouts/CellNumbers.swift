/// Reads the numbers in a layout's cells: as `BarCell` does, and with thousands apart (`1,234.5`), a decimal comma
/// (`1.234,5`), a dollar sign before them.
///
/// `1,234` alone is taken for a number of thousands where commas separate the fields, so that it must have stood in
/// quotes; elsewhere it may as well have a decimal comma, and is refused.
struct CellNumbers {
    private let hasDecimalComma: Bool
    private let takesLoneGroup: Bool
    private var scratch: [UInt8] = []

    init(_ layout: BarLayout) {
        hasDecimalComma = layout.hasDecimalComma
        takesLoneGroup = layout.hasDecimalComma || layout.delimiter == UInt8(ascii: ",")
    }

    /// The cell's number; NaN or ±∞ when it is blank or says so, `nil` when it is no number.
    mutating func number(_ cell: UnsafeRawBufferPointer) -> Double? { read(cell, BarCell.number) }

    /// The cell's volume, which may end with K, M or B.
    mutating func volume(_ cell: UnsafeRawBufferPointer) -> Double? { read(cell, BarCell.volume) }

    private mutating func read(
        _ cell: UnsafeRawBufferPointer, _ plain: (UnsafeRawBufferPointer) -> Double?
    ) -> Double? {
        if !hasDecimalComma, let value = plain(cell) { return value }
        scratch.removeAll(keepingCapacity: true)
        guard rewrite(cell.trimmingSpaces()) else { return nil }
        return scratch.withUnsafeBytes(plain)
    }

    /// Writes the number into `scratch` without what stands between its thousands and with a decimal point; false when
    /// the digits are not in groups of three.
    private mutating func rewrite(_ cell: UnsafeRawBufferPointer) -> Bool {
        let (comma, point) = (UInt8(ascii: ","), UInt8(ascii: "."))
        let (apart, decimal) = hasDecimalComma ? (point, comma) : (comma, point)
        var place = 0
        if place < cell.count, cell[place] == UInt8(ascii: "-") || cell[place] == UInt8(ascii: "+") {
            scratch.append(cell[place])
            place += 1
        }
        if place < cell.count, cell[place] == UInt8(ascii: "$") {
            place += 1
            guard place < cell.count else { return false }
        }
        var groups = 0
        while true {
            let first = place
            while place < cell.count, cell[place] &- UInt8(ascii: "0") < 10 { place += 1 }
            scratch.append(contentsOf: cell[first..<place])
            let isAtMark = place < cell.count && cell[place] == apart
            let isWhole = groups == 0 ? !isAtMark || 1...3 ~= place - first : place - first == 3
            guard isWhole else { return false }
            guard isAtMark else { break }
            groups += 1
            place += 1
        }
        let hasDecimals = place < cell.count && cell[place] == decimal
        guard groups != 1 || hasDecimals || takesLoneGroup else { return false }
        if hasDecimals {
            scratch.append(point)
            place += 1
        }
        let rest = cell[place...]
        scratch.append(contentsOf: rest)
        return !rest.contains { $0 == comma || $0 == point }
    }
}
