import Testing

@testable import AlphaDashboard

@Suite struct LoopbackHostTests {
    @Test(arguments: [
        ("127.0.0.1", true), ("localhost", true), ("::1", true), ("127.8.9.255", true), ("0.0.0.0", false),
        ("192.168.1.1", false), ("127.0.0.1.evil.example", false), ("127.0.0", false), ("127.0.0.256", false),
        ("127.0.0.+1", false), ("", false), ("::", false), ("localhost.", false), ("127...1", false),
    ])
    func namesOnlyThisMachine(host: String, isLoopback: Bool) {
        #expect(LoopbackHost.isLoopback(host) == isLoopback)
    }

    @Test(arguments: [
        ("127.0.0.1:8321", true), ("localhost:8321", true), ("LocalHost:8321", true), ("[::1]:8321", true),
        ("127.0.0.1", false), ("localhost:80", false), ("evil.example:8321", false), ("127.0.0.1:8321.evil", false),
        ("127.0.0.1:83210", false), ("user@127.0.0.1:8321", false), ("localhost.:8321", false), ("", false),
    ])
    func acceptsOnlyItsOwnAddress(authority: String, isAccepted: Bool) {
        #expect(LoopbackHost.accepts(authority, host: "127.0.0.1", port: 8321) == isAccepted)
    }

    @Test func thePortMayBeLeftAwayForEightyOnly() {
        #expect(LoopbackHost.accepts("localhost", host: "127.0.0.1", port: 80))
        #expect(!LoopbackHost.accepts("localhost", host: "127.0.0.1", port: 8080))
        #expect(!LoopbackHost.accepts(nil, host: "127.0.0.1", port: 80))
    }

    @Test(arguments: [
        ("20250131-061245-research", true), ("a", true), (String(repeating: "a", count: 64), true),
        (String(repeating: "a", count: 65), false), ("", false), (".", false), ("..", false), ("a..b", false),
        ("a/b", false), ("a b", false), ("é", false), ("a\u{0}", false), ("a%2e", false),
    ])
    func runNames(name: String, isName: Bool) {
        #expect(RunLibrary.isName(name) == isName)
    }
}
