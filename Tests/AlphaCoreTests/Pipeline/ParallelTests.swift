import Testing

@testable import AlphaCore

@Suite struct ParallelTests {
    struct Failure: Error, Equatable { var index: Int }

    @Test(arguments: [1, 2, 3, 8]) func resultsKeepTheirOrder(threads: Int) throws {
        let squares = try Parallel.map(count: 100, threads: threads) { $0 * $0 }
        #expect(squares == (0..<100).map { $0 * $0 })
        #expect(try Parallel.map(count: 0, threads: threads) { $0 }.isEmpty)
    }

    @Test(arguments: [1, 4]) func theFirstFailureIsThrown(threads: Int) {
        #expect(throws: Failure(index: 3)) {
            _ = try Parallel.map(count: 50, threads: threads) { index in
                if index >= 3 { throw Failure(index: index) }
                return index
            }
        }
    }
}
