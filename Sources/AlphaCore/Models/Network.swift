/// What decides every dropout mask of one optimiser step: with the layer and the element it is all that a mask depends on.
struct DropoutKey: Sendable {
    /// The fit's own seed.
    var seed: UInt64
    /// The optimiser step, from 0.
    var step: UInt32
    /// Which chunk of the batch.
    var chunk: UInt32
}

/// A neural family at work: `[chunk, lookback, features]` in, `[chunk]` out, and the gradients back.
///
/// A network processes a fixed number of samples at a time, so every matrix product has the same shape whatever the size of
/// the batch: a sample's output does not depend on how many others there are. Instances own their activations and are used
/// by one thread; parameters and gradients are the caller's, flat as in `layout`.
protocol Network: AnyObject {
    /// The parameters' names, shapes and places.
    var layout: ParameterLayout { get }
    /// Samples at a time.
    var chunk: Int { get }
    /// L: bars of a window.
    var lookback: Int { get }
    /// F: features of a bar.
    var features: Int { get }

    /// Takes over new parameter values (packs the weights for the matrix products) and clears the gathered gradients.
    ///
    /// The pointer must stay valid until the next call.
    func prepare(_ parameters: UnsafePointer<Float>)
    /// Forecasts for one chunk; with a key, dropout is on. Keeps what `backward` needs.
    func forward(_ input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, dropout: DropoutKey?)
    /// Adds the gradients of the chunk that `forward` saw last to `gradients`, or to what `finish` will add there.
    ///
    /// `inputGradient` `[chunk, lookback, features]` is written when it is given.
    func backward(
        _ outputGradient: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?)
    /// Adds the gradients that were gathered in packed form to `gradients`.
    func finish(_ gradients: UnsafeMutablePointer<Float>)
}
