/// A piece of HTML or SVG that is well-formed and escaped by construction.
///
/// What is written in a literal is markup; what is interpolated is text and gets escaped, unless it is `Markup` itself.
/// So nothing from a file, however hostile, can become an element: `let cell: Markup = "<td>\(asset)</td>"`.
/// The text is XML (every element closed, only XML's own entities), which makes it testable with any XML parser.
public struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The markup's text.
    public private(set) var text: String

    /// Markup as it stands in the source.
    public init(stringLiteral value: String) {
        text = value
    }

    /// Markup with its interpolated text escaped.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// Plain text, escaped.
    public init(escaping plain: String) {
        text = Markup.escaped(plain)
    }

    /// Text that is known to be markup: a style sheet or path data of our own making, never anything from a file.
    init(trusted text: String) {
        self.text = text
    }

    /// No markup at all.
    public static let empty: Markup = ""

    /// Adds markup at the end.
    public static func += (left: inout Markup, right: Markup) {
        left.text += right.text
    }

    /// The two, one after the other.
    public static func + (left: Markup, right: Markup) -> Markup {
        Markup(trusted: left.text + right.text)
    }

    /// The text with what is special in markup written as entities.
    ///
    /// Control characters, which XML cannot hold, and those that reverse the direction of writing, which could make a
    /// name pass for another, become U+FFFD.
    static func escaped(_ plain: String) -> String {
        var result = ""
        result.reserveCapacity(plain.utf8.count)
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default: result.unicodeScalars.append(isUnfit(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }

    private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<32, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}

extension Markup {
    /// Collects literals as they are and interpolated text escaped.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Plain text: escaped.
        public mutating func appendInterpolation(_ plain: String) { text += Markup.escaped(plain) }

        /// Markup: as it is.
        public mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        /// Several pieces of markup, one after the other.
        public mutating func appendInterpolation(_ pieces: [Markup]) {
            for piece in pieces { text += piece.text }
        }

        /// A whole number.
        public mutating func appendInterpolation(_ number: Int) { text += String(number) }

        /// A length or place in a drawing, to a tenth of a unit: `12`, `3.4`.
        public mutating func appendInterpolation(px length: Double) { text += Markup.coordinate(length) }
    }

    /// A place in a drawing to a tenth of a unit, in as few characters as possible; what is not finite becomes 0.
    static func coordinate(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let (whole, tenth) = abs(tenths).quotientAndRemainder(dividingBy: 10)
        return (tenths < 0 ? "-" : "") + (tenth == 0 ? "\(whole)" : "\(whole).\(tenth)")
    }
}

extension Sequence<Markup> {
    /// All pieces, one after the other.
    public func joined() -> Markup {
        reduce(into: .empty) { $0 += $1 }
    }
}
