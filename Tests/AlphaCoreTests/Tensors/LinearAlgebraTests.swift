import Testing

@testable import AlphaCore

struct LinearAlgebraTests {
    @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
    func productEqualsTheTripleLoop(_ transposed: (Bool, Bool)) {
        var random = RandomSource(seed: 3)
        let (rows, columns, inner) = (5, 4, 7)
        let a = (0..<(8 * 8)).map { _ in Float(random.normal()) }
        let b = (0..<(9 * 9)).map { _ in Float(random.normal()) }
        let start = (0..<(rows * 6)).map { _ in Float(random.normal()) }
        for accumulating in [false, true] {
            var c = start
            LinearAlgebra.multiply(
                rows: rows, columns: columns, inner: inner, .init(a, stride: 8, transposed: transposed.0),
                .init(b, stride: 9, transposed: transposed.1), into: &c, stride: 6, accumulating: accumulating, scale: 2
            )
            for row in 0..<rows {
                for column in 0..<6 {
                    guard column < columns else {
                        #expect(c[row * 6 + column] == start[row * 6 + column])
                        continue
                    }
                    var sum = accumulating ? start[row * 6 + column] : 0
                    for k in 0..<inner {
                        sum +=
                            2 * (transposed.0 ? a[k * 8 + row] : a[row * 8 + k])
                            * (transposed.1 ? b[column * 9 + k] : b[k * 9 + column])
                    }
                    #expect(abs(c[row * 6 + column] - sum) < 1e-5)
                }
            }
        }
    }

    @Test func choleskySolvesAndRefusesAnIndefiniteMatrix() throws {
        // A = [[4, 2], [2, 3]], b = [2, 1]: x = [0.5, 0]; the lower triangle is not read.
        let x = try #require(LinearAlgebra.solve(positiveDefinite: [4, 2, 99, 3], [2, 1]))
        #expect(abs(x[0] - 0.5) < 1e-12 && abs(x[1]) < 1e-12)
        #expect(LinearAlgebra.solve(positiveDefinite: [1, 2, 2, 1], [1, 1]) == nil)
    }

    @Test func gramAndMomentsEqualTheirSums() {
        let x: [Double] = [1, 2, 3, 4, 5, 6]
        #expect(LinearAlgebra.gram(x, rows: 3, columns: 2) == [35, 44, 0, 56])
        #expect(LinearAlgebra.product(transposed: x, rows: 3, columns: 2, [1, 0, -1]) == [-4, -4])
    }

    @Test func blasHasAName() {
        LinearAlgebra.useSingleThreadedBLAS()
        let name = LinearAlgebra.blasName
        if LinearAlgebra.isReference {
            #expect(name == "reference BLAS")
        } else {
            #expect(name.hasPrefix("OpenBLAS 0.") && name.hasSuffix(", 1 thread"), "\(name)")
        }
    }
}
