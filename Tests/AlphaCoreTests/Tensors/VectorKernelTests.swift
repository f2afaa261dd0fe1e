import Foundation
import Testing

@testable import AlphaCore

/// The vector twins against the exact functions and against the plain twin.
struct VectorKernelTests {
    static let available = VectorKernels.InstructionSet.allCases.filter { VectorKernels($0) != nil }
    static let vectorised = available.filter { $0 != .plain }

    /// The distance in units of the exact value's last place.
    static func ulps(_ value: Float, _ exact: Double) -> Double {
        abs(Double(value) - exact) / Double(max(Float(abs(exact)).ulp, Float.leastNormalMagnitude))
    }

    @Test(arguments: available)
    func functionsAreWithinTheStatedUlps(_ set: VectorKernels.InstructionSet) throws {
        let kernels = try #require(VectorKernels(set))
        let near = (0..<4001).map { Float($0 - 2000) * 0.0021 }
        let far = (0..<2001).map { Float($0 - 1000) * 0.08543 }
        let tiny: [Float] = [0, -0.0, 1e-30, -1e-20, 1e-8, -3e-5, 2e-4, -1e-3]
        let x = near + far + tiny
        var y = [Float](repeating: 0, count: x.count)
        kernels.exponential(x, &y, count: x.count)
        #expect(zip(x, y).map { Self.ulps($1, exp(Double($0))) }.max()! <= 2)
        kernels.sigmoid(x, &y, count: x.count)
        #expect(zip(x, y).map { Self.ulps($1, 1 / (1 + exp(-Double($0)))) }.max()! <= 3)
        kernels.hyperbolicTangent(x, &y, count: x.count)
        #expect(zip(x, y).map { Self.ulps($1, tanh(Double($0))) }.max()! <= 4)
    }

    @Test(arguments: available)
    func extremesSaturateAndNaNStays(_ set: VectorKernels.InstructionSet) throws {
        let kernels = try #require(VectorKernels(set))
        let x: [Float] = [.nan, .infinity, -.infinity, 1e30, -1e30, 100, -100]
        var y = [Float](repeating: 0, count: x.count)
        kernels.exponential(x, &y, count: x.count)
        #expect(y[0].isNaN && y[1] > 1e38 && y[2] == 0 && y[3] > 1e38 && y[4] == 0 && y[5] > 1e38 && y[6] == 0)
        kernels.sigmoid(x, &y, count: x.count)
        #expect(y[0].isNaN && y[1] == 1 && y[2] < 1e-37 && y[3] == 1 && y[4] < 1e-37)
        kernels.hyperbolicTangent(x, &y, count: x.count)
        #expect(y[0].isNaN && y[1] == 1 && y[2] == -1 && y[3] == 1 && y[4] == -1)
    }

    @Test(arguments: vectorised, [(3, 1), (2, 7), (3, 16), (5, 17), (4, 64), (2, 67)])
    func rowKernelsEqualThePlainTwin(_ set: VectorKernels.InstructionSet, _ size: (Int, Int)) throws {
        let vector = try #require(VectorKernels(set))
        let plain = try #require(VectorKernels(.plain))
        for masked in [false, true] {
            var ofVector = RowKernelRun(rows: size.0, width: size.1, masked: masked)
            var ofPlain = ofVector
            ofVector.run(vector)
            ofPlain.run(plain)
            for (name, values) in ofVector.results {
                let expected = try #require(ofPlain.results[name])
                let worst = zip(values, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
                #expect(worst < 4e-6, "\(name) of \(set), \(size), masked \(masked): \(worst)")
            }
        }
    }

    @Test(arguments: vectorised, [1, 5, 16, 100, 129, 1000])
    func masksAreThePlainTwinsToTheBit(_ set: VectorKernels.InstructionSet, _ count: Int) throws {
        let vector = try #require(VectorKernels(set))
        let plain = try #require(VectorKernels(.plain))
        var a = [UInt8](repeating: 9, count: count + 1)
        var b = a
        for (kernels, which) in [(vector, 0), (plain, 1)] {
            var keep = [UInt8](repeating: 9, count: count + 1)
            kernels.dropoutMask(
                count: count, seed: 0x1234_5678_9abc_def0, step: 3, site: 2, stream: 5, probability: 0.3, keep: &keep)
            if which == 0 { a = keep } else { b = keep }
        }
        #expect(a == b)
        #expect(a[count] == 9, "wrote past the end")
    }

    /// Known answers of the Random123 distribution (kat_vectors: philox4x32, 10 and 7 rounds).
    @Test func philoxGivesItsKnownAnswers() {
        let ones = UInt32.max
        #expect(
            VectorKernels.philox(rounds: 10, counter: [0, 0, 0, 0], key: (0, 0))
                == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
        #expect(
            VectorKernels.philox(rounds: 10, counter: [ones, ones, ones, ones], key: (ones, ones))
                == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
        #expect(
            VectorKernels.philox(
                rounds: 10, counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                key: (0xa409_3822, 0x299f_31d0)) == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
        #expect(
            VectorKernels.philox(rounds: 7, counter: [0, 0, 0, 0], key: (0, 0))
                == [0x5f6f_b709, 0x0d89_3f64, 0x4f12_1f81, 0x4f73_0a48])
    }

    @Test func masksDropTheGivenShareAndDifferByEveryArgument() {
        let count = 1 << 16
        func mask(seed: UInt64 = 7, step: UInt32 = 0, site: UInt32 = 0, stream: UInt32 = 0, p: Float = 0.1) -> [UInt8] {
            var keep = [UInt8](repeating: 0, count: count)
            LinearAlgebra.kernels.dropoutMask(
                count: count, seed: seed, step: step, site: site, stream: stream, probability: p, keep: &keep)
            return keep
        }
        let base = mask()
        #expect(base == mask())
        for other in [mask(seed: 8), mask(seed: 7 << 32), mask(step: 1), mask(site: 1), mask(stream: 1)] {
            let agreement = zip(base, other).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
            #expect(abs(Double(agreement) / Double(count) - 0.82) < 0.01)  // independent: 0.9² + 0.1²
        }
        for p: Float in [0.1, 0.5, 0.9] {
            let dropped = mask(p: p).reduce(0) { $0 + 1 - Int($1) }
            let deviation = (Double(p) * Double(1 - p) * Double(count)).squareRoot()
            #expect(abs(Double(dropped) - Double(p) * Double(count)) < 4.5 * deviation)
        }
        #expect(mask(p: 0).allSatisfy { $0 == 1 })
    }
}

/// Every kernel that works on rows, run once on the same random operands; `results` has all that they wrote.
struct RowKernelRun {
    let rows: Int
    let width: Int
    let masked: Bool
    var results: [String: [Float]] = [:]

    init(rows: Int, width: Int, masked: Bool) {
        self.rows = rows
        self.width = width
        self.masked = masked
    }

    mutating func run(_ kernels: VectorKernels) {
        var random = RandomSource(seed: 11, stream: "kernels", rows, width)
        func normal(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.normal()) } }
        let count = rows * width
        let keep = (0..<count).map { _ in UInt8(random.uniform() < 0.3 ? 0 : 1) }
        let scale: Float = 1 / 0.7
        keep.withUnsafeBufferPointer { bytes in
            let mask = masked ? DropoutMask(keep: bytes.baseAddress, scale: scale) : .none
            gates(kernels, mask, normal)
            softmax(kernels, mask, normal)
            layerNorm(kernels, mask, normal)
            activations(kernels, mask, normal)
        }
        let row = normal(width)
        var filled = normal(count)
        kernels.fillRows(rows: rows, width: width, with: row, &filled)
        var sums = normal(width)
        kernels.addColumnSums(rows: rows, width: width, of: normal(rows * (width + 2)), stride: width + 2, to: &sums)
        var (theta, m, v) = (normal(count), normal(count), normal(count).map { $0 * $0 })
        kernels.adamW(
            count: count, parameters: &theta, gradients: normal(count), firstMoment: &m, secondMoment: &v,
            gradientScale: 0.7, decayFactor: 0.99, beta1: 0.9, beta2: 0.999, stepSize: 0.01, secondCorrectionRoot: 0.3,
            epsilon: 1e-8)
        results.merge(["filled": filled, "sums": sums, "theta": theta, "m": m, "v": v]) { $1 }
        results["squares"] = [Float(kernels.sumOfSquares(theta, count: count))]
    }

    private mutating func gates(_ kernels: VectorKernels, _ mask: DropoutMask, _ normal: (Int) -> [Float]) {
        let count = rows * width
        var gates = normal(4 * count)
        let before = normal(count)
        var (cell, cellTanh) = (normal(count), normal(count))
        var output = normal(rows * (width + 3))
        var above = normal(rows * (width + 1))
        kernels.lstmGatesForward(
            rows: rows, hidden: width, gates: &gates, bias: normal(4 * width), cellBefore: before, cell: &cell,
            cellTanh: &cellTanh, output: &output, outputStride: width + 3, above: &above, aboveStride: width + 1,
            mask: mask)
        results.merge(["gates": gates, "cell": cell, "cellTanh": cellTanh, "output": output, "above": above]) { $1 }
        var (cellGradient, biasGradient) = (normal(count), normal(4 * width))
        kernels.lstmGatesBackward(
            rows: rows, hidden: width, gates: &gates, cellBefore: before, cellTanh: cellTanh, recurrent: output,
            recurrentStride: width + 3, above: above, aboveStride: width + 1, mask: mask, cellGradient: &cellGradient,
            biasGradient: &biasGradient)
        results.merge(["gatesBack": gates, "cellBack": cellGradient, "gateBias": biasGradient]) { $1 }
    }

    private mutating func softmax(_ kernels: VectorKernels, _ mask: DropoutMask, _ normal: (Int) -> [Float]) {
        let count = rows * width
        var probabilities = normal(count).map { 5 * $0 }
        var (weights, gradient) = (normal(count), normal(count))
        kernels.softmaxForward(
            rows: rows, columns: width, scale: 0.5, probabilities: &probabilities, mask: mask, weights: &weights)
        results.merge(["probabilities": probabilities, "weights": weights]) { $1 }
        kernels.softmaxBackward(
            rows: rows, columns: width, scale: 0.5, probabilities: probabilities, mask: mask, gradient: &gradient,
            weights: &weights)
        results.merge(["softmaxBack": gradient, "weightsAgain": weights]) { $1 }
    }

    private mutating func layerNorm(_ kernels: VectorKernels, _ mask: DropoutMask, _ normal: (Int) -> [Float]) {
        let count = rows * width
        var (normalized, reciprocal, y) = (normal(count), normal(rows), normal(count))
        let gain = normal(width)
        // A row of width 1 has no variance: everything would hang on rounding, so only wider rows are compared.
        guard width > 1 else { return }
        kernels.layerNormForward(
            rows: rows, width: width, x: normal(rows * (width + 1)), stride: width + 1, branch: normal(count),
            branchBias: normal(width), mask: mask, gain: gain, bias: normal(width), normalized: &normalized,
            reciprocalDeviation: &reciprocal, output: &y)
        results.merge(["normalized": normalized, "reciprocal": reciprocal, "normed": y]) { $1 }
        var (z, branch, branchBias) = (normal(count), normal(count), normal(width))
        var (gainGradient, biasGradient) = (normal(width), normal(width))
        kernels.layerNormBackward(
            rows: rows, width: width, outputGradient: y, normalized: normalized, reciprocalDeviation: reciprocal,
            gain: gain, mask: mask, inputGradient: &z, branchGradient: &branch, branchBiasGradient: &branchBias,
            gainGradient: &gainGradient, biasGradient: &biasGradient)
        results.merge(["normBack": z, "branch": branch, "branchBias": branchBias]) { $1 }
        results.merge(["gain": gainGradient, "bias": biasGradient]) { $1 }
    }

    private mutating func activations(_ kernels: VectorKernels, _ mask: DropoutMask, _ normal: (Int) -> [Float]) {
        let count = rows * width
        var (x, gradient, bias, sum) = (normal(count), normal(count), normal(width), normal(count))
        kernels.reluForward(rows: rows, width: width, &x, bias: bias, mask: mask)
        kernels.reluBackward(
            rows: rows, width: width, output: x, scale: mask.scale, gradient: &gradient, biasGradient: &bias)
        kernels.residualReLU(x, gradient, into: &sum, count: count)
        results.merge(["relu": x, "reluBack": gradient, "reluBias": bias, "residual": sum]) { $1 }
    }
}
