internal import CBLAS
import Foundation

/// Matrix products and solvers by BLAS and LAPACK, and the vector kernels that BLAS lacks: the one door to C.
///
/// Matrices are row-major; a stride counts elements from one row to the next. Nothing here allocates but `solve`.
public enum LinearAlgebra {
    /// The vector kernels of the fastest instruction set that this machine has.
    static let kernels = VectorKernels(table: alpha_kernels_best())

    /// The BLAS that the program runs on: `OpenBLAS 0.3.21 (pthread), 1 thread`, `reference BLAS`, or the library's path.
    public static var blasName: String {
        guard !isReference else { return "reference BLAS" }
        guard
            let configuration = openBLAS(
                "openblas_get_config", as: (@convention(c) () -> UnsafePointer<CChar>?).self)?()
        else { return libraryPath }
        let words = String(cString: configuration).split(separator: " ")
        var name = "OpenBLAS"
        if words.count > 1 { name += " \(words[1])" }
        let kind = openBLAS("openblas_get_parallel", as: (@convention(c) () -> CInt).self)?()
        if let kind { name += [" (serial)", " (pthread)", " (OpenMP)"][min(max(Int(kind), 0), 2)] }
        let threads = openBLAS("openblas_get_num_threads", as: (@convention(c) () -> CInt).self)?()
        if let threads { name += ", \(threads) thread\(threads == 1 ? "" : "s")" }
        return name
    }

    /// Whether products come from the reference BLAS: the models then train about sixteen times slower.
    ///
    /// It is known by its folder: Debian keeps every BLAS in one of its own, the reference in `blas`. That OpenBLAS is in the
    /// process says nothing, its LAPACK may be there without it.
    public static var isReference: Bool {
        URL(fileURLWithPath: libraryPath).deletingLastPathComponent().lastPathComponent == "blas"
    }

    /// The file that `cblas_sgemm` comes from, links resolved; empty where that is not known.
    private static let libraryPath: String = {
        guard let name = alpha_blas_path() else { return "" }
        return URL(fileURLWithPath: String(cString: name)).resolvingSymlinksInPath().path
    }()

    /// Keeps BLAS on the calling thread, since folds and families are what runs in parallel; done once, harmless to repeat.
    ///
    /// Every call of BLAS here sees to it first: OpenBLAS must not change its threads while another thread is inside it.
    public static func useSingleThreadedBLAS() { _ = singleThreaded }

    private static let singleThreaded: Void = {
        openBLAS("openblas_set_num_threads", as: (@convention(c) (CInt) -> Void).self)?(1)
    }()

    private static func openBLAS<Function>(_ name: String, as type: Function.Type) -> Function? {
        guard let symbol = dlsym(nil, name) else { return nil }
        return unsafeBitCast(symbol, to: type)
    }

    /// One operand of a matrix product: where it starts, its stride, and whether its transpose is meant.
    struct Matrix {
        var start: UnsafePointer<Float>
        var stride: Int
        var isTransposed: Bool

        init(_ start: UnsafePointer<Float>, stride: Int, transposed: Bool = false) {
            self.start = start
            self.stride = stride
            isTransposed = transposed
        }
    }

    /// c `[rows, columns]` = scale · a `[rows, inner]` · b `[inner, columns]`, added to what c held when `accumulating`.
    static func multiply(
        rows: Int, columns: Int, inner: Int, _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
        accumulating: Bool = false, scale: Float = 1
    ) {
        useSingleThreadedBLAS()
        cblas_sgemm(
            CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
            CInt(rows), CInt(columns), CInt(inner), scale, a.start, CInt(a.stride), b.start, CInt(b.stride),
            accumulating ? 1 : 0, c, CInt(stride))
    }

    /// y += scale · x.
    static func add(
        _ x: UnsafePointer<Float>, scale: Float = 1, to y: UnsafeMutablePointer<Float>, count: Int
    ) {
        useSingleThreadedBLAS()
        cblas_saxpy(CInt(count), scale, x, 1, y, 1)
    }

    /// The upper triangle of Xᵀ·X for X `[rows, columns]`, as a full row-major matrix whose lower triangle is 0.
    static func gram(_ x: [Double], rows: Int, columns: Int) -> [Double] {
        precondition(x.count == rows * columns, "\(x.count) values, \(rows) × \(columns)")
        var result = [Double](repeating: 0, count: columns * columns)
        useSingleThreadedBLAS()
        cblas_dsyrk(
            CblasRowMajor, CblasUpper, CblasTrans, CInt(columns), CInt(rows), 1, x, CInt(columns), 0, &result,
            CInt(columns))
        return result
    }

    /// Xᵀ·y for X `[rows, columns]`.
    static func product(transposed x: [Double], rows: Int, columns: Int, _ y: [Double]) -> [Double] {
        precondition(x.count == rows * columns && y.count == rows, "\(x.count), \(y.count): \(rows) × \(columns)")
        var result = [Double](repeating: 0, count: columns)
        useSingleThreadedBLAS()
        cblas_dgemv(
            CblasRowMajor, CblasTrans, CInt(rows), CInt(columns), 1, x, CInt(columns), y, 1, 0, &result, 1)
        return result
    }

    /// The x with A·x = b for a symmetric positive definite A, of which the upper triangle is read (LAPACK `dposv`).
    ///
    /// `nil` when A is not positive definite.
    static func solve(positiveDefinite a: [Double], _ b: [Double]) -> [Double]? {
        precondition(a.count == b.count * b.count, "\(a.count) values for \(b.count) unknowns")
        var factor = a
        var solution = b
        let order = CInt(b.count)
        useSingleThreadedBLAS()
        let status = LAPACKE_dposv(
            LAPACK_ROW_MAJOR, CChar(bitPattern: UInt8(ascii: "U")), order, 1, &factor, order, &solution, 1)
        return status == 0 ? solution : nil
    }
}

/// Which elements a dropout keeps: one byte an element (1 kept, 0 dropped), kept ones multiplied by `scale`.
struct DropoutMask {
    var keep: UnsafePointer<UInt8>?
    var scale: Float

    /// Keeps everything as it is.
    static var none: DropoutMask { DropoutMask(keep: nil, scale: 1) }

    /// The mask of the elements from `offset` on.
    func advanced(by offset: Int) -> DropoutMask { DropoutMask(keep: keep.map { $0 + offset }, scale: scale) }
}

/// The kernels of one instruction set; `vector_kernels.h` says what each does.
struct VectorKernels: @unchecked Sendable {
    /// The instruction sets that the kernels are written for.
    enum InstructionSet: CInt, CaseIterable {
        case plain = 0
        case avx2 = 1
        case avx512 = 2
    }

    fileprivate let table: UnsafePointer<alpha_kernels>

    fileprivate init(table: UnsafePointer<alpha_kernels>) { self.table = table }

    /// The kernels of the instruction set; `nil` when this machine lacks it.
    init?(_ instructionSet: InstructionSet) {
        guard let table = alpha_kernels_of(instructionSet.rawValue) else { return nil }
        self.table = table
    }

    /// `plain`, `avx2` or `avx512`.
    var name: String { String(cString: table.pointee.name) }

    func exponential(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
        table.pointee.exponential(count, x, y)
    }

    func sigmoid(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
        table.pointee.sigmoid(count, x, y)
    }

    func hyperbolicTangent(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int) {
        table.pointee.hyperbolic_tangent(count, x, y)
    }

    func lstmGatesForward(
        rows: Int, hidden: Int, gates: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>,
        cellBefore: UnsafePointer<Float>, cell: UnsafeMutablePointer<Float>, cellTanh: UnsafeMutablePointer<Float>,
        output: UnsafeMutablePointer<Float>, outputStride: Int, above: UnsafeMutablePointer<Float>?, aboveStride: Int,
        mask: DropoutMask
    ) {
        table.pointee.lstm_gates_forward(
            rows, hidden, gates, bias, cellBefore, cell, cellTanh, output, outputStride, above, aboveStride, mask.keep,
            mask.scale)
    }

    func lstmGatesBackward(
        rows: Int, hidden: Int, gates: UnsafeMutablePointer<Float>, cellBefore: UnsafePointer<Float>,
        cellTanh: UnsafePointer<Float>, recurrent: UnsafePointer<Float>?, recurrentStride: Int,
        above: UnsafePointer<Float>?, aboveStride: Int, mask: DropoutMask, cellGradient: UnsafeMutablePointer<Float>,
        biasGradient: UnsafeMutablePointer<Float>
    ) {
        table.pointee.lstm_gates_backward(
            rows, hidden, gates, cellBefore, cellTanh, recurrent, recurrentStride, above, aboveStride, mask.keep,
            mask.scale, cellGradient, biasGradient)
    }

    func softmaxForward(
        rows: Int, columns: Int, scale: Float, probabilities: UnsafeMutablePointer<Float>, mask: DropoutMask,
        weights: UnsafeMutablePointer<Float>?
    ) {
        table.pointee.softmax_forward(rows, columns, scale, probabilities, mask.keep, mask.scale, weights)
    }

    func softmaxBackward(
        rows: Int, columns: Int, scale: Float, probabilities: UnsafePointer<Float>, mask: DropoutMask,
        gradient: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>?
    ) {
        table.pointee.softmax_backward(rows, columns, scale, probabilities, mask.keep, mask.scale, gradient, weights)
    }

    func layerNormForward(
        rows: Int, width: Int, x: UnsafePointer<Float>, stride: Int, branch: UnsafePointer<Float>?,
        branchBias: UnsafePointer<Float>?, mask: DropoutMask, gain: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        normalized: UnsafeMutablePointer<Float>, reciprocalDeviation: UnsafeMutablePointer<Float>,
        output: UnsafeMutablePointer<Float>
    ) {
        table.pointee.layer_norm_forward(
            rows, width, x, stride, branch, branchBias, mask.keep, mask.scale, gain, bias, normalized,
            reciprocalDeviation, output)
    }

    func layerNormBackward(
        rows: Int, width: Int, outputGradient: UnsafePointer<Float>, normalized: UnsafePointer<Float>,
        reciprocalDeviation: UnsafePointer<Float>, gain: UnsafePointer<Float>, mask: DropoutMask,
        inputGradient: UnsafeMutablePointer<Float>, branchGradient: UnsafeMutablePointer<Float>?,
        branchBiasGradient: UnsafeMutablePointer<Float>?, gainGradient: UnsafeMutablePointer<Float>,
        biasGradient: UnsafeMutablePointer<Float>
    ) {
        table.pointee.layer_norm_backward(
            rows, width, outputGradient, normalized, reciprocalDeviation, gain, mask.keep, mask.scale, inputGradient,
            branchGradient, branchBiasGradient, gainGradient, biasGradient)
    }

    func reluForward(
        rows: Int, width: Int, _ x: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, mask: DropoutMask
    ) {
        table.pointee.relu_forward(rows, width, x, bias, mask.keep, mask.scale)
    }

    func reluBackward(
        rows: Int, width: Int, output: UnsafePointer<Float>, scale: Float, gradient: UnsafeMutablePointer<Float>,
        biasGradient: UnsafeMutablePointer<Float>?
    ) {
        table.pointee.relu_backward(rows, width, output, scale, gradient, biasGradient)
    }

    func residualReLU(
        _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        table.pointee.residual_relu(count, x, y, sum)
    }

    func fillRows(rows: Int, width: Int, with row: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>) {
        table.pointee.fill_rows(rows, width, row, y)
    }

    func addColumnSums(
        rows: Int, width: Int, of x: UnsafePointer<Float>, stride: Int, to sums: UnsafeMutablePointer<Float>
    ) {
        table.pointee.column_sums(rows, width, x, stride, sums)
    }

    func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double { table.pointee.sum_of_squares(count, x) }

    func adamW(
        count: Int, parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
        firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>, gradientScale: Float,
        decayFactor: Float, beta1: Float, beta2: Float, stepSize: Float, secondCorrectionRoot: Float, epsilon: Float
    ) {
        table.pointee.adamw(
            count, parameters, gradients, firstMoment, secondMoment, gradientScale, decayFactor, beta1, beta2, stepSize,
            secondCorrectionRoot, epsilon)
    }

    func dropoutMask(
        count: Int, seed: UInt64, step: UInt32, site: UInt32, stream: UInt32, probability: Float,
        keep: UnsafeMutablePointer<UInt8>
    ) {
        table.pointee.dropout_mask(count, seed, step, site, stream, probability, keep)
    }

    /// The four random words of Philox4x32 with the given rounds at a counter.
    static func philox(rounds: Int, counter: [UInt32], key: (UInt32, UInt32)) -> [UInt32] {
        var words = counter
        alpha_philox4x32(CInt(rounds), &words, key.0, key.1)
        return words
    }
}
