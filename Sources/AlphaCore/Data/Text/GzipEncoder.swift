import CZlib
import Foundation

/// Packs bytes as one gzip member (RFC 1952), which `ByteSource` and every other tool reads back.
///
/// The header has no name and no time: the same bytes give the same file.
enum GzipEncoder {
    /// The packed bytes, which may be more than came in when those are few or random.
    static func encode(_ bytes: Data) -> Data {
        var stream = Stream()
        return stream.pack(bytes)
    }

    /// One run of zlib, which keeps the address of its state: it lives on the heap and stays there.
    private struct Stream: ~Copyable {
        private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

        init() {
            stream.initialize(to: z_stream())
            let gzip: Int32 = 16 + MAX_WBITS
            let status = deflateInit2_(
                stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size))
            precondition(status == Z_OK, "deflateInit2 says \(status), not \(Z_OK)")
        }

        deinit {
            deflateEnd(stream)
            stream.deinitialize(count: 1)
            stream.deallocate()
        }

        mutating func pack(_ bytes: Data) -> Data {
            var packed = Data()
            var block = [UInt8](repeating: 0, count: 1 << 16)
            bytes.withUnsafeBytes { (input: UnsafeRawBufferPointer) in
                var rest = input
                var isDone = false
                while !isDone {
                    // zlib counts what it is offered in 32 bits.
                    let offered = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
                    let step = deflateStep(offered, isLast: offered.count == rest.count, into: &block)
                    packed.append(contentsOf: block.prefix(step.produced))
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(step.consumed))
                    isDone = step.isDone
                }
            }
            return packed
        }

        private func deflateStep(
            _ input: UnsafeRawBufferPointer, isLast: Bool, into block: inout [UInt8]
        ) -> (consumed: Int, produced: Int, isDone: Bool) {
            let source = input.bindMemory(to: UInt8.self)
            return block.withUnsafeMutableBufferPointer { output in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                precondition(status == Z_OK || status == Z_STREAM_END, "deflate says \(status)")
                return (
                    source.count - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out),
                    status == Z_STREAM_END
                )
            }
        }
    }
}
