/// The two currencies of an fx symbol: `EURUSD`, `EUR-USD`, `EUR/USD`, or as Yahoo writes it, `EURUSD=X`.
struct CurrencyPair: Hashable {
    /// What is priced.
    var base: String
    /// What it is priced in.
    var quote: String

    /// The pair of three and three letters that the symbol names, in upper case; `nil` when it names none.
    init?(_ symbol: String) {
        var letters = Substring(symbol)
        if letters.hasSuffix("=X") || letters.hasSuffix("=x") { letters = letters.dropLast(2) }
        let parts = letters.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
        let joined = parts.joined().uppercased()
        guard parts.map(\.count) == [3, 3] || parts.map(\.count) == [6], joined.utf8.count == 6,
            joined.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 })
        else { return nil }
        base = String(joined.prefix(3))
        quote = String(joined.suffix(3))
    }
}
