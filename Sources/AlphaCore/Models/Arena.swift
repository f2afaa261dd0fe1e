import Foundation

/// The memory of one network instance: cache-line aligned, zeroed buffers that live as long as the arena.
///
/// Everything is allocated when the network is made; training and forecasting then allocate nothing.
final class Arena {
    private var blocks: [UnsafeMutableRawPointer] = []
    /// Bytes handed out.
    private(set) var byteCount = 0

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// A zeroed buffer of floats.
    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
        block(byteCount: count * MemoryLayout<Float>.stride).bindMemory(to: Float.self, capacity: max(count, 1))
    }

    /// A zeroed buffer of bytes.
    func bytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        block(byteCount: count).bindMemory(to: UInt8.self, capacity: max(count, 1))
    }

    private func block(byteCount: Int) -> UnsafeMutableRawPointer {
        let size = (max(byteCount, 1) + 63) / 64 * 64
        let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        block.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        blocks.append(block)
        self.byteCount += size
        return block
    }
}
