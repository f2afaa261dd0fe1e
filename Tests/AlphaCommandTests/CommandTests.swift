import Testing
@Test func commandBuilds() {}
