import Testing
@testable import AlphaEngine
@Test func engineBuilds() {}
