/// Scaled dot-product attention of several heads, as `torch.nn.MultiheadAttention` over one sequence (Vaswani et al. 2017).
///
/// For each head: softmax(Q·Kᵀ/√(width/heads))·V, dropout on the weights; Q, K, V are thirds of one projection. Queries may
/// be all bars of the window or its last bar alone, the others' outputs being of no use to anyone.
struct MultiHeadAttention {
    let width: Int
    let heads: Int
    let samples: Int
    let lookback: Int
    /// Bars of each window that ask: `lookback`, or 1 for the last.
    let queries: Int
    private let weight: Int
    private let bias: Int
    /// The projection of the heads' outputs; its bias is added by the layer norm that follows.
    let projection: Linear
    private let site: DropoutSite
    private let query: UnsafeMutablePointer<Float>
    private let keyValue: UnsafeMutablePointer<Float>
    private let probabilities: UnsafeMutablePointer<Float>
    private let weights: UnsafeMutablePointer<Float>
    private let context: UnsafeMutablePointer<Float>
    private var mask = DropoutMask.none

    /// Registers `name.in_proj_weight` `[3·width, width]` (Xavier uniform), `in_proj_bias` (zeros) and `out_proj`.
    init(
        _ name: String, width: Int, heads: Int, samples: Int, lookback: Int, queries: Int, dropout: Float, site: Int,
        layout: inout ParameterLayout, arena: Arena
    ) {
        self.width = width
        self.heads = heads
        self.samples = samples
        self.lookback = lookback
        self.queries = queries
        let bound = (6 / Float(width + 3 * width)).squareRoot()
        weight = layout.add("\(name).in_proj_weight", [3 * width, width], .uniform(bound: bound))
        bias = layout.add("\(name).in_proj_bias", [3 * width], .constant(0))
        projection = Linear("\(name).out_proj", inputs: width, outputs: width, zeroBias: true, layout: &layout)
        let pairs = samples * heads * queries * lookback
        self.site = DropoutSite(site: site, probability: dropout, count: pairs, arena: arena)
        query = arena.floats(samples * queries * width)
        keyValue = arena.floats(samples * lookback * 2 * width)
        probabilities = arena.floats(pairs)
        weights = arena.floats(queries * lookback)
        context = arena.floats(samples * queries * width)
    }

    private var headWidth: Int { width / heads }
    private var scale: Float { 1 / Float(headWidth).squareRoot() }
    private var queryRows: Int { samples * queries }
    private var rows: Int { samples * lookback }

    /// Where a head of a sample stands in the queries (or context) and in the keys; values stand `width` further.
    private func places(_ sample: Int, _ head: Int) -> (query: Int, key: Int, pair: Int) {
        (
            sample * queries * width + head * headWidth, sample * lookback * 2 * width + head * headWidth,
            (sample * heads + head) * queries * lookback
        )
    }

    /// y `[samples·queries, width]` (without the projection's bias) from x `[samples·lookback, width]` and the asking rows.
    mutating func forward(
        x: UnsafePointer<Float>, asking: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>,
        parameters: UnsafePointer<Float>, dropout: DropoutKey?
    ) {
        let kernels = LinearAlgebra.kernels
        mask = site.draw(dropout)
        kernels.fillRows(rows: queryRows, width: width, with: parameters + bias, query)
        LinearAlgebra.multiply(
            rows: queryRows, columns: width, inner: width, .init(asking, stride: width),
            .init(parameters + weight, stride: width, transposed: true), into: query, stride: width, accumulating: true)
        kernels.fillRows(rows: rows, width: 2 * width, with: parameters + bias + width, keyValue)
        LinearAlgebra.multiply(
            rows: rows, columns: 2 * width, inner: width, .init(x, stride: width),
            .init(parameters + weight + width * width, stride: width, transposed: true), into: keyValue,
            stride: 2 * width, accumulating: true)
        for sample in 0..<samples {
            for head in 0..<heads {
                let place = places(sample, head)
                let pairs = probabilities + place.pair
                LinearAlgebra.multiply(
                    rows: queries, columns: lookback, inner: headWidth, .init(query + place.query, stride: width),
                    .init(keyValue + place.key, stride: 2 * width, transposed: true), into: pairs, stride: lookback)
                kernels.softmaxForward(
                    rows: queries, columns: lookback, scale: scale, probabilities: pairs,
                    mask: mask.advanced(by: place.pair), weights: weights)
                LinearAlgebra.multiply(
                    rows: queries, columns: headWidth, inner: lookback,
                    .init(mask.keep == nil ? pairs : weights, stride: lookback),
                    .init(keyValue + place.key + width, stride: 2 * width), into: context + place.query, stride: width)
            }
        }
        projection.forward(rows: queryRows, x: context, y: y, addingBias: false, parameters: parameters)
    }

    /// Buffers that the backward pass needs and layers share.
    struct Scratch {
        let query: UnsafeMutablePointer<Float>
        let keyValue: UnsafeMutablePointer<Float>
        let context: UnsafeMutablePointer<Float>
        let pairs: UnsafeMutablePointer<Float>

        init(width: Int, samples: Int, lookback: Int, arena: Arena) {
            query = arena.floats(samples * lookback * width)
            keyValue = arena.floats(samples * lookback * 2 * width)
            context = arena.floats(samples * lookback * width)
            pairs = arena.floats(lookback * lookback)
        }
    }

    /// From y's gradient to those of the parameters; what reaches the asking rows is added to `askingGradient`.
    ///
    /// What reaches x through keys and values is added to `xGradient` when `accumulating`, else written there.
    func backward(
        x: UnsafePointer<Float>, asking: UnsafePointer<Float>, yGradient: UnsafePointer<Float>,
        askingGradient: UnsafeMutablePointer<Float>, xGradient: UnsafeMutablePointer<Float>, accumulating: Bool,
        scratch: Scratch, parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>
    ) {
        projection.backward(
            rows: queryRows, x: context, yGradient: yGradient, xGradient: scratch.context, addingBias: false,
            parameters: parameters, gradients: gradients)
        for sample in 0..<samples {
            for head in 0..<heads { backward(sample: sample, head: head, scratch: scratch) }
        }
        let kernels = LinearAlgebra.kernels
        LinearAlgebra.multiply(
            rows: width, columns: width, inner: queryRows, .init(scratch.query, stride: width, transposed: true),
            .init(asking, stride: width), into: gradients + weight, stride: width, accumulating: true)
        LinearAlgebra.multiply(
            rows: 2 * width, columns: width, inner: rows, .init(scratch.keyValue, stride: 2 * width, transposed: true),
            .init(x, stride: width), into: gradients + weight + width * width, stride: width, accumulating: true)
        kernels.addColumnSums(rows: queryRows, width: width, of: scratch.query, stride: width, to: gradients + bias)
        kernels.addColumnSums(
            rows: rows, width: 2 * width, of: scratch.keyValue, stride: 2 * width, to: gradients + bias + width)
        LinearAlgebra.multiply(
            rows: queryRows, columns: width, inner: width, .init(scratch.query, stride: width),
            .init(parameters + weight, stride: width), into: askingGradient, stride: width, accumulating: true)
        LinearAlgebra.multiply(
            rows: rows, columns: width, inner: 2 * width, .init(scratch.keyValue, stride: 2 * width),
            .init(parameters + weight + width * width, stride: width), into: xGradient, stride: width,
            accumulating: accumulating)
    }

    /// One head of one sample: the gradients of its queries, keys and values.
    private func backward(sample: Int, head: Int, scratch: Scratch) {
        let place = places(sample, head)
        let value = place.key + width
        let slope = scratch.context + place.query
        LinearAlgebra.multiply(
            rows: queries, columns: lookback, inner: headWidth, .init(slope, stride: width),
            .init(keyValue + value, stride: 2 * width, transposed: true), into: scratch.pairs, stride: lookback)
        LinearAlgebra.kernels.softmaxBackward(
            rows: queries, columns: lookback, scale: scale, probabilities: probabilities + place.pair,
            mask: mask.advanced(by: place.pair), gradient: scratch.pairs, weights: weights)
        LinearAlgebra.multiply(
            rows: lookback, columns: headWidth, inner: queries,
            .init(mask.keep == nil ? probabilities + place.pair : weights, stride: lookback, transposed: true),
            .init(slope, stride: width), into: scratch.keyValue + value, stride: 2 * width)
        LinearAlgebra.multiply(
            rows: queries, columns: headWidth, inner: lookback, .init(scratch.pairs, stride: lookback),
            .init(keyValue + place.key, stride: 2 * width), into: scratch.query + place.query, stride: width)
        LinearAlgebra.multiply(
            rows: lookback, columns: headWidth, inner: queries,
            .init(scratch.pairs, stride: lookback, transposed: true), .init(query + place.query, stride: width),
            into: scratch.keyValue + place.key, stride: 2 * width)
    }
}
