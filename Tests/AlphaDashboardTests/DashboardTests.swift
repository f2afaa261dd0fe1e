import Testing
@testable import AlphaDashboard
@Test func p() { #expect(!page().isEmpty) }
