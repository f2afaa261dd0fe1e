import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads XML and keeps what a test asks about.
final class PageReader: NSObject, XMLParserDelegate {
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private(set) var text = ""

    /// Parses the page; records an issue where it is not well-formed.
    init(_ html: String) {
        super.init()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        let isWellFormed = parser.parse()
        let error = String(describing: parser.parserError)
        #expect(isWellFormed, "line \(parser.lineNumber), column \(parser.columnNumber): \(error)")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func ids(of name: String) -> [String] { elements.filter { $0.name == name }.compactMap { $0.attributes["id"] } }
}

@Suite struct ReportTests {
    private static func content(_ change: (inout SampleRun) -> Void = { _ in }) throws -> ReportContent {
        let folder = try TemporaryFolder()
        var sample = SampleRun()
        sample.bars = 300
        change(&sample)
        try sample.write(to: folder.url)
        return try RunContents.complete(RunFolder(folder.url)).report
    }

    @Test func everyPanelIsDrawnOnAWellFormedPage() throws {
        let page = PageReader(Report.html(try Self.content()))
        #expect(page.ids(of: "section") == Report.panels.map { $0.id })
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count, "ids that stand twice: \(ids.filter { id in ids.count { $0 == id } > 1 })")
        let figures = page.elements.count { $0.name == "figure" }
        #expect(figures == 8)
        #expect(page.elements.count { $0.name == "details" } == figures)
        let drawings = page.elements.filter { $0.name == "svg" && $0.attributes["role"] == "img" }
        #expect(drawings.count == 2 * figures)
        for drawing in drawings {
            for id in drawing.attributes["aria-labelledby"]!.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
        let targets = page.elements.compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("#") }
        #expect(targets.map { $0.dropFirst() } == Report.panels.map { $0.id[...] })
    }

    @Test func noAddressLeavesThePage() throws {
        let html = Report.html(try Self.content())
        let page = PageReader(html)
        for element in page.elements {
            #expect(!["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(element.name))
            for (name, value) in element.attributes {
                #expect(!name.hasPrefix("on") && name != "src" && name != "style", "\(element.name) \(name)")
                #expect(!value.contains("//"), "\(element.name) \(name)=\(value)")
            }
        }
        #expect(!html.contains("@import") && !html.contains("url("))
    }

    @Test func hostileNamesStayText() throws {
        let hostile = [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a&b;", "]]>", "--><b>", "x\u{202E}evil",
            "\u{1}\u{7}", "a,b\"c",
        ]
        let html = Report.html(
            try Self.content {
                $0.assets = hostile
                $0.name = "</title><script>alert(2)</script>"
            })
        let page = PageReader(html)
        #expect(!page.elements.contains { ["script", "img", "b"].contains($0.name) })
        #expect(page.text.contains("<script>alert(1)</script>"))
        #expect(page.text.contains("</title><script>alert(2)</script>"))
        #expect(!html.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1}" })
    }

    @Test func aPanelWithoutItsNumbersIsLeftOut() throws {
        let full = try Self.content()
        func sections(_ change: (inout ReportContent) -> Void) -> Set<String> {
            var content = full
            change(&content)
            return Set(PageReader(Report.html(content)).ids(of: "section"))
        }
        let all = Set(Report.panels.map { $0.id })
        #expect(sections { $0.equity = nil } == all.subtracting(["equity"]))
        #expect(sections { $0.signals = nil } == all.subtracting(["signals"]))
        #expect(sections { $0.configuration = " \n" } == all.subtracting(["configuration"]))
        #expect(sections { $0.metrics!.robustness = [:] } == all.subtracting(["robustness"]))
        #expect(sections { $0.metrics!.execution = [:] } == all.subtracting(["execution"]))
        #expect(sections { $0.metrics!.backtest = [:] } == all.subtracting(["statistics"]))
        #expect(sections { $0.metrics!.models = [:] } == all.subtracting(["learning"]))
        #expect(sections { $0.metrics = nil } == ["equity", "signals", "costs", "configuration"])
        #expect(sections { $0 = ReportContent(name: "bare") }.isEmpty)
    }

    @Test func tablesShowTheNumbersOfTheFiles() throws {
        var content = try Self.content()
        content.metrics!.ensemble.ic = 0.012345
        content.metrics!.backtest["sharpe"] = -1.234
        content.metrics!.backtest["pbo"] = .some(nil)
        let text = PageReader(Report.html(content)).text
        #expect(text.contains("0.0123"))
        #expect(text.contains("−1.23"))
        #expect(text.contains("Probability of overfitting–"))
        let last = content.equity!.equity.last!
        #expect(text.contains(NumberFormat.decimal(4).text(last)))
    }

    @Test func anyShapeOfRunGivesAPage() throws {
        for (assets, bars, folds) in [(1, 2, 1), (1, 1, 1), (60, 40, 12), (3, 3000, 1)] {
            let content = try Self.content {
                $0.assets = (0..<assets).map { "A\($0)" }
                $0.bars = bars
                $0.folds = folds
            }
            let html = Report.html(content)
            #expect(!html.contains("nan") && !html.contains("inf\""))
            #expect(html.utf8.count < 900_000, "\(assets) assets, \(bars) bars: \(html.utf8.count) bytes")
            _ = PageReader(html)
        }
    }
}
