import Testing

@testable import AlphaCore

@Suite struct MarkupTests {
    @Test func interpolatedTextIsEscapedAndMarkupIsNot() {
        let name = "<b onclick='x'>\"&amp;"
        let inner: Markup = "<i>\(name)</i>"
        let outer: Markup = "<p title=\"\(name)\">\(inner)\([inner, inner])\(7)</p>"
        let escaped = "&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;amp;"
        #expect(inner.text == "<i>\(escaped)</i>")
        #expect(outer.text == "<p title=\"\(escaped)\">\(inner.text)\(inner.text)\(inner.text)7</p>")
        #expect(Markup(escaping: name).text == escaped)
    }

    @Test func whatXMLCannotHoldOrWouldTurnTheTextAroundIsReplaced() {
        let unfit = "a\u{0}\u{8}\u{1F}\u{7F}\u{85}\u{202E}\u{2066}\u{FFFE}b\r"
        #expect(Markup(escaping: unfit).text == "a" + String(repeating: "\u{FFFD}", count: 8) + "b\u{FFFD}")
        #expect(Markup(escaping: "é 日本 🙂\n\t").text == "é 日本 🙂\n\t")
    }

    @Test(arguments: [
        (0.0, "0"), (-0.04, "0"), (12, "12"), (12.34, "12.3"), (-3.06, "-3.1"), (0.05, "0.1"), (99.96, "100"),
        (.nan, "0"), (.infinity, "0"), (1e300, "0"),
    ])
    func coordinates(value: Double, text: String) {
        #expect(Markup.coordinate(value) == text)
    }
}

@Suite struct NumberFormatTests {
    @Test(arguments: [
        (NumberFormat.decimal(2), 1.005e3, "1,005.00"), (.decimal(2), -0.001, "0.00"), (.decimal(2), -1.5, "−1.50"),
        (.decimal(0), 1_234_567.0, "1,234,567"), (.count, 999.0, "999"), (.count, 1000.0, "1,000"),
        (.percent(1), 0.1234, "12.3\u{A0}%"), (.percent(0), -1.0, "−100\u{A0}%"),
        (.basisPoints(1), 5.25, "5.2\u{A0}bp"), (.seconds, 0.42, "0.42\u{A0}s"), (.seconds, 59.96, "60.0\u{A0}s"),
        (.seconds, 192.0, "3\u{A0}min 12\u{A0}s"), (.seconds, 7384.0, "2\u{A0}h 3\u{A0}min"),
        (.significant, 0.0123456, "0.0123"), (.significant, -123456.0, "−123,456"), (.significant, 0.0, "0"),
        (.significant, 1.234e-9, "1.23e−9"), (.significant, -4.5e20, "−4.50e20"), (.significant, 1.5, "1.50"),
    ])
    func texts(format: NumberFormat, value: Double, text: String) {
        #expect(format.text(value) == text)
    }

    @Test func whatDoesNotExistIsADash() {
        #expect(NumberFormat.percent(1).text(nil) == "–")
        #expect(NumberFormat.count.text(.nan) == "–")
        #expect(NumberFormat.decimal(1).text(-.infinity) == "−∞")
    }
}
