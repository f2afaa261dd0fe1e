import Foundation
import Testing

@testable import AlphaCore

struct SafetensorsTests {
    /// A file's bytes from its header's text and its data.
    static func file(_ header: String, data: Int) -> Data {
        var bytes = Data()
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: header.utf8)
        bytes.append(Data(count: data))
        return bytes
    }

    static func temporaryFile() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).safetensors")
    }

    @Test func whatIsWrittenReadsBackTheSame() throws {
        let url = Self.temporaryFile()
        defer { try? FileManager.default.removeItem(at: url) }
        let contents = Safetensors(
            tensors: [
                "b.weight": .init(shape: [2, 3], values: [1, -2, 3.5, .pi, -0.0, .leastNonzeroMagnitude]),
                "a \"quoted\" \\ ümlaut\n": .init(shape: [], values: [42]),
                "empty": .init(shape: [0, 4], values: []),
            ], metadata: ["k": "tab\tand \u{1F600}", "": "empty key"])
        try contents.write(to: url)
        let back = try Safetensors.read(url)
        #expect(back.tensors == contents.tensors)
        #expect(back.metadata == contents.metadata)
        let bytes = try Data(contentsOf: url)
        #expect(bytes[0] % 8 == 0, "the data is not aligned")
        try contents.write(to: url)
        #expect(try Data(contentsOf: url) == bytes)
    }

    /// Bytes that huggingface's safetensors 0.8.0 wrote:
    /// `save({"x": np.array([[1, 2]], np.float32), "s": np.array(3, np.float32)}, {"a": "b"})`.
    @Test func readsWhatTheReferenceImplementationWrites() throws {
        let header =
            #"{"__metadata__":{"a":"b"},"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
            + #""x":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}  "#
        var bytes = Self.file(header, data: 0)
        for value: Float in [3, 1, 2] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let contents = try Safetensors(bytes: bytes, file: "x")
        #expect(contents.tensors["x"] == .init(shape: [1, 2], values: [1, 2]))
        #expect(contents.tensors["s"] == .init(shape: [], values: [3]))
        #expect(contents.metadata == ["a": "b"])
    }

    static let one = #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
    static let refused: [(String, Int, String)] = [
        (#"{"a":\#(one)}"#, 3, "ends inside"),
        (#"{"a":\#(one)}"#, 5, "follow"),
        (#"{"a":\#(one),"a":\#(one)}"#, 4, "twice"),
        (#"{"a":\#(one),"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#, 6, "overlaps"),
        (#"{"a":\#(one),"b":\#(one)}"#, 4, "overlaps"),
        (#"{"a":\#(one),"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#, 12, "hole"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "hole"),
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "its shape needs 8"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "bad offsets"),
        (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, "not float32"),
        (#"{"a":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,4]}}"#, 4, "too large"),
        (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "whole number"),
        (#"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#, 4, "whole number"),
        (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "lacks a key"),
        (#"{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}"#, 4, "repeated key"),
        (#"{"__metadata__":{"k":"1","k":"2"}}"#, 0, "twice"),
        (#"{"__metadata__":{},"__metadata__":{}}"#, 0, "twice"),
        (#"{"__metadata__":{"k":1}}"#, 0, "missing"),
        (#"{"a":\#(one)} x"#, 4, "follows"),
        (#"{"a":\#(one)"#, 4, "missing"),
        (#"  {"a":\#(one)}"#, 4, "begin"),
        (#"{"a\q":\#(one)}"#, 4, "escape"),
        (#"{"a\ud800":\#(one)}"#, 4, "surrogate"),
        ("", 0, "begin"),
        (#"{"a":[]}"#, 0, "missing"),
    ]

    @Test(arguments: refused)
    func refusesWhatIsNotWellFormed(_ header: String, _ data: Int, _ problem: String) {
        do {
            _ = try Safetensors(bytes: Self.file(header, data: data), file: "w.safetensors")
            Issue.record("accepted \(header)")
        } catch {
            #expect(error.kind == .badData && error.file == "w.safetensors")
            #expect(error.problem.contains(problem), "\(error)")
        }
    }

    @Test func refusesAHeaderPast100Megabytes() {
        var bytes = Self.file("{}", data: 0)
        bytes.replaceSubrange(0..<8, with: withUnsafeBytes(of: UInt64(100_000_001).littleEndian) { Data($0) })
        #expect(throws: DataError.self) { try Safetensors(bytes: bytes, file: "x") }
        bytes.replaceSubrange(0..<8, with: Data(repeating: 0xFF, count: 8))
        #expect(throws: DataError.self) { try Safetensors(bytes: bytes, file: "x") }
        #expect(throws: DataError.self) { try Safetensors(bytes: Data([1, 2]), file: "x") }
    }

    @Test func aMissingFileIsNoInput() {
        do {
            _ = try Safetensors.read(URL(fileURLWithPath: "/nonexistent/w.safetensors"))
            Issue.record("read a file that is not there")
        } catch {
            #expect(error.kind == .noInput)
        }
    }

    /// Whatever bytes are broken, the reader throws or reads; it never traps.
    @Test func survivesRandomDamage() throws {
        let good = Self.file(#"{"__metadata__":{"k":"v\u00e9"},"a":\#(Self.one)}"#, data: 4)
        for seed in 0..<400 {
            var random = RandomSource(seed: UInt64(seed))
            var bytes = good
            for _ in 0..<(1 + Int(random.next() % 3)) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                }
                bytes = Data(bytes)
            }
            if let contents = try? Safetensors(bytes: bytes, file: "x") {
                #expect(contents.tensors.count <= 1, "seed \(seed)")
            }
        }
    }
}
