import Testing
@testable import AlphaCore
@Test func randomSourceIsReproducible() {
    var a = RandomSource(seed: 7, stream: "x", 1), b = RandomSource(seed: 7, stream: "x", 1);
    #expect(a.next() == b.next())
}
