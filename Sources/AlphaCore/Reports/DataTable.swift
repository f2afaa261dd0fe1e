/// A table of an HTML page: the first column names the rows, numbers stand at the right in digits of one width.
public struct DataTable: Sendable {
    /// One field of the table.
    public enum Cell: Sendable {
        case text(String)
        case number(Double?, NumberFormat)

        fileprivate var text: String {
            switch self {
            case .text(let text): text
            case .number(let value, let format): format.text(value)
            }
        }

        fileprivate var isNumber: Bool {
            if case .number = self { true } else { false }
        }
    }

    /// One row.
    public struct Row: Sendable {
        /// The fields, one a column.
        public var cells: [Cell]
        /// Whether the row stands out.
        public var isMain: Bool

        /// A row of the given fields.
        public init(_ cells: [Cell], isMain: Bool = false) {
            self.cells = cells
            self.isMain = isMain
        }
    }

    /// The columns' names.
    public var columns: [String]
    /// The rows; each has one cell a column.
    public var rows: [Row]
    /// What the table shows, read out before it and shown above it; may be empty.
    public var caption: String

    /// A table of the given rows.
    public init(columns: [String], rows: [Row], caption: String = "") {
        for row in rows {
            precondition(row.cells.count == columns.count, "\(row.cells.count) cells but \(columns.count) columns")
        }
        self.columns = columns
        self.rows = rows
        self.caption = caption
    }

    /// The `<table>` element, in a box that scrolls sideways where the page is too narrow for it.
    public var markup: Markup {
        let numeric = columns.indices.map { column in rows.contains { $0.cells[column].isNumber } }
        let head = columns.indices.map { column -> Markup in
            numeric[column]
                ? "<th scope=\"col\" class=\"num\">\(columns[column])</th>"
                : "<th scope=\"col\">\(columns[column])</th>"
        }
        let body = rows.map { row -> Markup in
            let cells = row.cells.enumerated().map { column, cell -> Markup in
                if column == 0 { return "<th scope=\"row\">\(cell.text)</th>" }
                return numeric[column] ? "<td class=\"num\">\(cell.text)</td>" : "<td>\(cell.text)</td>"
            }
            return row.isMain ? "<tr class=\"main\">\(cells)</tr>" : "<tr>\(cells)</tr>"
        }
        let title: Markup = caption.isEmpty ? .empty : "<caption>\(caption)</caption>"
        let look: Markup = columns.count <= 2 ? "compact" : "full"
        return """
            <div class="scroll"><table class="\(look)">\(title)<thead><tr>\(head)</tr></thead>\
            <tbody>\(body)</tbody></table></div>
            """
    }
}
