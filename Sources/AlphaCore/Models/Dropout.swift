/// A place in a network where elements are dropped with a probability, and kept ones divided by its complement.
///
/// The mask is a function of the fit's seed, the step, the site and the element (Philox4x32-7), drawn a chunk at a time;
/// the backward pass reads the same bytes.
struct DropoutSite {
    private let site: UInt32
    private let probability: Float
    private let count: Int
    private let keep: UnsafeMutablePointer<UInt8>?

    /// Site number `site` over `count` elements a chunk.
    init(site: Int, probability: Float, count: Int, arena: Arena) {
        precondition((0..<1).contains(probability), "dropout \(probability)")
        self.site = UInt32(site)
        self.probability = probability
        self.count = count
        keep = probability > 0 ? arena.bytes(count) : nil
    }

    /// What a kept element is multiplied by.
    var scale: Float { 1 / (1 - probability) }

    /// Draws the chunk's mask; without a key, or with probability 0, everything is kept.
    func draw(_ key: DropoutKey?) -> DropoutMask {
        guard let key, let keep else { return .none }
        LinearAlgebra.kernels.dropoutMask(
            count: count, seed: key.seed, step: key.step, site: site, stream: key.chunk, probability: probability,
            keep: keep)
        return DropoutMask(keep: keep, scale: scale)
    }
}
