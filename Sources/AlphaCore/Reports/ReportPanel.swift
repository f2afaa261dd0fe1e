/// One section of the report: takes numbers and draws them.
///
/// A panel is one file. It returns `nil` when the run does not have its numbers, and is then left out. A new one is a
/// new file and its name in `Report.panels`.
public protocol ReportPanel: Sendable {
    /// Unique in the page; also the section's anchor.
    static var id: String { get }
    /// The section's heading.
    static var title: String { get }
    /// The section's inside, below its heading; `nil` without the numbers for it.
    static func draw(_ content: ReportContent) -> Markup?
}
