/// The JSON header of a safetensors file, read strictly: nothing but what the format allows.
///
/// One object whose values are `{"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}`, and `__metadata__` whose
/// values are strings. A repeated key, another type or anything after the object is refused.
struct SafetensorsHeader {
    /// Where a tensor's bytes are, from the end of the header.
    struct Entry: Equatable {
        var shape: [Int]
        var range: Range<Int>
    }

    private(set) var entries: [String: Entry] = [:]
    private(set) var metadata: [String: String] = [:]

    private let file: String
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Reads the header's bytes; `badData` about the file otherwise.
    init(_ bytes: ArraySlice<UInt8>, file: String) throws(DataError) {
        self.bytes = bytes
        self.file = file
        position = bytes.startIndex
        guard bytes.first == UInt8(ascii: "{") else { throw failure("the header does not begin with {") }
        var hasMetadata = false
        try readObject { header, key throws(DataError) in
            if key == "__metadata__" {
                guard !hasMetadata else { throw header.failure("a key is there twice", key) }
                hasMetadata = true
                try header.readMetadata()
            } else {
                guard header.entries[key] == nil else { throw header.failure("a key is there twice", key) }
                header.entries[key] = try header.readEntry(key)
            }
        }
        guard position == bytes.endIndex else { throw failure("something follows the header's object") }
    }

    private func failure(_ problem: String, _ found: String? = nil) -> DataError {
        DataError(.badData, file: file, problem: problem, found: found)
    }

    private mutating func readMetadata() throws(DataError) {
        try readObject { header, key throws(DataError) in
            guard header.metadata[key] == nil else { throw header.failure("a key is there twice", key) }
            header.metadata[key] = try header.readString()
        }
    }

    private mutating func readEntry(_ name: String) throws(DataError) -> Entry {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try readObject { header, key throws(DataError) in
            switch key {
            case "dtype" where type == nil: type = try header.readString()
            case "shape" where shape == nil: shape = try header.readIntegers()
            case "data_offsets" where offsets == nil: offsets = try header.readIntegers()
            default: throw header.failure("tensor '\(name)' has an unknown or repeated key", key)
            }
        }
        guard let type, let shape, let offsets else { throw failure("tensor '\(name)' lacks a key") }
        guard type == "F32" else { throw failure("tensor '\(name)' is not float32", type) }
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            throw failure("tensor '\(name)' has bad offsets", "\(offsets)")
        }
        var count = 4
        for dimension in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard !overflow else { throw failure("tensor '\(name)' is too large", "\(shape)") }
            count = product
        }
        guard offsets[1] - offsets[0] == count else {
            throw failure("tensor '\(name)' has \(offsets[1] - offsets[0]) bytes, its shape needs \(count)")
        }
        return Entry(shape: shape, range: offsets[0]..<offsets[1])
    }

    // MARK: JSON

    private mutating func skipBlanks() {
        while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.endIndex, bytes[position] == character else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: UInt8) throws(DataError) {
        guard take(character) else {
            throw failure("the header is not JSON: '\(Character(UnicodeScalar(character)))' is missing")
        }
    }

    private mutating func readObject(
        _ member: (inout SafetensorsHeader, String) throws(DataError) -> Void
    ) throws(DataError) {
        try expect(UInt8(ascii: "{"))
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipBlanks()
                let key = try readString()
                try expect(UInt8(ascii: ":"))
                try member(&self, key)
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        skipBlanks()
    }

    private mutating func readIntegers() throws(DataError) -> [Int] {
        var values: [Int] = []
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return values }
        repeat {
            skipBlanks()
            let start = position
            while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) { position += 1 }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            guard let value = Int(text), text == "0" || !text.hasPrefix("0") else {
                throw failure("a number in the header is no whole number", text)
            }
            values.append(value)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return values
    }

    private mutating func readString() throws(DataError) -> String {
        try expect(UInt8(ascii: "\""))
        var units: [UInt8] = []
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else {
                    throw failure("a text in the header is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): units.append(contentsOf: String(try readEscape()).utf8)
            case 0..<0x20: throw failure("a text in the header has a control character")
            default: units.append(byte)
            }
        }
        throw failure("a text in the header does not end")
    }

    private mutating func readEscape() throws(DataError) -> Character {
        guard position < bytes.endIndex else { throw failure("a text in the header does not end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var value = try readHexadecimal()
            if (0xD800..<0xDC00).contains(value), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let low = try readHexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw failure("a bad surrogate in the header") }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = UnicodeScalar(value) else { throw failure("a bad surrogate in the header") }
            return Character(scalar)
        default: throw failure("a bad escape in the header")
        }
    }

    private mutating func readHexadecimal() throws(DataError) -> UInt32 {
        guard position + 4 <= bytes.endIndex else { throw failure("a bad escape in the header") }
        let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
        guard let value = UInt32(digits, radix: 16), digits.allSatisfy(\.isHexDigit) else {
            throw failure("a bad escape in the header", digits)
        }
        position += 4
        return value
    }
}
