/// The SHA-256 digest (FIPS 180-4) of a stream of bytes: names the exact inputs of a run.
///
/// Not for secrets: it exists so that a manifest can say which bytes were read.
public struct SHA256: Sendable {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    private var block: [UInt8] = []
    private var length: UInt64 = 0

    /// A digest of nothing yet.
    public init() {
        block.reserveCapacity(64)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length += UInt64(bytes.count)
        for byte in bytes {
            block.append(byte)
            if block.count == 64 { compress() }
        }
    }

    /// The digest of all bytes so far, as 64 hexadecimal digits.
    public func hexadecimal() -> String {
        var copy = self
        copy.block.append(0x80)
        if copy.block.count > 56 {
            copy.block += [UInt8](repeating: 0, count: 64 - copy.block.count)
            copy.compress()
        }
        copy.block += [UInt8](repeating: 0, count: 56 - copy.block.count)
        copy.block += (0..<8).map { UInt8(truncatingIfNeeded: (length * 8) >> (56 - 8 * UInt64($0))) }
        copy.compress()
        return copy.state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// Works one block of 64 bytes into the state and empties it.
    private mutating func compress() {
        var schedule = [UInt32](repeating: 0, count: 64)
        for index in 0..<16 {
            schedule[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(block[index * 4 + $1]) }
        }
        for index in 16..<64 {
            let early = schedule[index - 15]
            let late = schedule[index - 2]
            let sigma0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
            let sigma1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
            schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
        }
        var w = state
        for index in 0..<64 {
            let sum1 = rotated(w[4], 6) ^ rotated(w[4], 11) ^ rotated(w[4], 25)
            let choice = (w[4] & w[5]) ^ (~w[4] & w[6])
            let first = w[7] &+ sum1 &+ choice &+ SHA256.constants[index] &+ schedule[index]
            let sum0 = rotated(w[0], 2) ^ rotated(w[0], 13) ^ rotated(w[0], 22)
            let majority = (w[0] & w[1]) ^ (w[0] & w[2]) ^ (w[1] & w[2])
            w = [first &+ sum0 &+ majority, w[0], w[1], w[2], w[3] &+ first, w[4], w[5], w[6]]
        }
        for index in 0..<8 { state[index] = state[index] &+ w[index] }
        block.removeAll(keepingCapacity: true)
    }

    private func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        let primes = (2...311).filter { n in (2..<n).allSatisfy { $0 * $0 > n || n % $0 != 0 } }
        return primes.map { prime in
            // The cube root of prime · 2⁹⁶ by bisection over integers of 128 bits: exact, where a double is not enough.
            var low: UInt64 = 0
            var high: UInt64 = 1 << 35
            let target = UInt128(prime) << 96
            while high - low > 1 {
                let middle = (low + high) / 2
                if UInt128(middle) * UInt128(middle) * UInt128(middle) <= target { low = middle } else { high = middle }
            }
            return UInt32(truncatingIfNeeded: low)
        }
    }()
}
