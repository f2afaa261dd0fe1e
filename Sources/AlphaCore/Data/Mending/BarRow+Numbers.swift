import Foundation

extension BarRow {
    /// The columns of a row that hold prices within the bar, in the order in which a chain of prices goes through them.
    static let priceColumns: [BarLayout.Column] = [.open, .high, .low, .close]
    /// Every column of a row that holds a number.
    static let numberColumns: [BarLayout.Column] = priceColumns + [.adjustedClose, .volume]

    /// The number in a column; NaN where the row has none. Only the columns of numbers may be asked for.
    subscript(column: BarLayout.Column) -> Double {
        get {
            switch column {
            case .open: open
            case .high: high
            case .low: low
            case .close: close
            case .adjustedClose: adjustedClose ?? .nan
            case .volume: volume
            default: preconditionFailure("column '\(column.rawValue)' holds no number")
            }
        }
        set {
            switch column {
            case .open: open = newValue
            case .high: high = newValue
            case .low: low = newValue
            case .close: close = newValue
            case .adjustedClose: adjustedClose = newValue
            case .volume: volume = newValue
            default: preconditionFailure("column '\(column.rawValue)' holds no number")
            }
        }
    }

    /// What makes its bar bad, in the words of `BarReader` without the numbers; `nil` when it is good but for rounding.
    ///
    /// Its time is judged only by being there, not against the row before.
    var unusable: (column: BarLayout.Column, problem: String)? {
        guard let bar else { return (.timestamp, "the time is missing") }
        return bar.fault(adjustedClose: adjustedClose).map { fault in
            let problem = fault.problem.prefix { $0 != "=" }
            return (BarLayout.Column(fault.field), problem.trimmingCharacters(in: .whitespaces))
        }
    }

    /// Moves high and low to cover open and close, where all of them exist.
    mutating func coverOpenAndClose() {
        guard var bar, bar.coverOpenAndClose() else { return }
        (high, low) = (bar.high, bar.low)
    }

    /// The repair that turned `self` into `mended`; `nil` when no number changed.
    func repair(to mended: BarRow, _ kind: Finding.Kind, why: String) -> Repair? {
        let changes = BarRow.numberColumns.compactMap { column -> Repair.Change? in
            let (old, new) = (self[column], mended[column])
            return old == new || old.isNaN ? nil : Repair.Change(column: column, old: old, new: new)
        }
        return changes.isEmpty ? nil : Repair(self, kind, changes: changes, why: why)
    }
}
