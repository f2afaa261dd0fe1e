/// One kind of fault that has one right answer, and how it is put right.
///
/// A mend changes what it is sure of and names what it is not; it never guesses. It tells of every change: `BarMender`
/// goes on until no mend tells of any, and rests on that the rows are then as they were.
public protocol Mend: Sendable {
    /// Puts the rows right and says what it did, and what it saw and left as it was.
    func mend(_ rows: inout [BarRow]) -> MendOutcome
}

/// What one mend did.
public struct MendOutcome: Sendable, Equatable {
    /// What was changed, in the order of the rows.
    public var repairs: [Repair] = []
    /// What was seen and has no one right answer.
    public var left: [Unmended] = []

    /// Nothing done, nothing seen.
    public init() {}
}

/// Something that was put right: a row's numbers, a row taken out, the order of the rows.
public struct Repair: Sendable, Equatable {
    /// One number of a row, before and after.
    public struct Change: Sendable, Equatable {
        /// Where in the row it stands.
        public var column: BarLayout.Column
        /// What the file has.
        public var old: Double
        /// What is right.
        public var new: Double
    }

    /// The row's line in its file, counted from 1 with the header.
    public var line: Int
    /// The row's time.
    public var timestamp: Timestamp?
    /// What was wrong.
    public var kind: Finding.Kind
    /// The numbers that changed; none where a row was moved or taken out.
    public var changes: [Change]
    /// Why this is the one right answer, in a few words.
    public var why: String

    /// A repair of the row.
    init(_ row: BarRow, _ kind: Finding.Kind, changes: [Change] = [], why: String) {
        line = row.line
        timestamp = row.timestamp
        self.kind = kind
        self.changes = changes
        self.why = why
    }
}

/// Something wrong, or likely wrong, that has no one right answer: the rows stay as they are.
public struct Unmended: Sendable, Equatable {
    /// The line of the first row that it is about, counted from 1 with the header.
    public var line: Int
    /// That row's time.
    public var timestamp: Timestamp?
    /// What is wrong.
    public var kind: Finding.Kind
    /// How many rows it is about.
    public var rows: Int
    /// What was seen, and what would decide it.
    public var why: String

    /// Something left at the row and `rows - 1` more.
    init(_ row: BarRow, _ kind: Finding.Kind, rows: Int = 1, why: String) {
        line = row.line
        timestamp = row.timestamp
        self.kind = kind
        self.rows = rows
        self.why = why
    }
}
