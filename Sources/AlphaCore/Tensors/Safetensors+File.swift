import Foundation

/// Reading and writing: 8 bytes of header length (little-endian), a JSON header, then the tensors' bytes without a gap.
///
/// The format is huggingface/safetensors'; float32 alone is read and written.
extension Safetensors {
    /// The longest header that is read, 100 MB, as the reference implementation's.
    static let headerSizeMax = 100_000_000

    /// Reads a file; `noInput` when it is not there, `badData` for anything but a well-formed float32 file.
    ///
    /// Refused are overlaps and holes between tensors, sizes that are not the shape's, repeated keys, a header past
    /// 100 MB, and bytes after the last tensor.
    public static func read(_ url: URL) throws(DataError) -> Safetensors {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw DataError(.noInput, file: url.path, problem: "no such file")
        }
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw DataError(.inputOutput, file: url.path, problem: "cannot be read")
        }
        return try Safetensors(bytes: data, file: url.path)
    }

    /// The contents of a file's bytes; `file` names it in errors.
    init(bytes data: Data, file: String) throws(DataError) {
        guard data.count >= 8 else {
            throw DataError(
                .badData, file: file, problem: "shorter than a header's length", found: "\(data.count) bytes")
        }
        let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Safetensors.headerSizeMax) else {
            throw DataError(.badData, file: file, problem: "the header is longer than 100 MB", found: "\(length) bytes")
        }
        let dataStart = 8 + Int(length)
        guard data.count >= dataStart else {
            throw DataError(.badData, file: file, problem: "the file ends inside the header", found: "\(length) bytes")
        }
        let header = try SafetensorsHeader(
            [UInt8](data[data.startIndex + 8..<data.startIndex + dataStart])[...], file: file)
        var tensors: [String: Tensor] = [:]
        var end = 0
        for (name, entry) in header.entries.sorted(by: {
            ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
                < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
        }) {
            guard entry.range.lowerBound == end else {
                let problem = entry.range.lowerBound < end ? "overlaps the one before" : "leaves a hole before it"
                throw DataError(.badData, file: file, problem: "tensor '\(name)' \(problem)", found: "\(entry.range)")
            }
            end = entry.range.upperBound
            guard end <= data.count - dataStart else {
                throw DataError(.badData, file: file, problem: "the file ends inside tensor '\(name)'")
            }
            var values = [Float](repeating: 0, count: entry.range.count / 4)
            values.withUnsafeMutableBytes { target in
                let start = data.startIndex + dataStart + entry.range.lowerBound
                _ = data.copyBytes(to: target, from: start..<(start + entry.range.count))
            }
            tensors[name] = Tensor(shape: entry.shape, values: values)
        }
        guard end == data.count - dataStart else {
            throw DataError(
                .badData, file: file, problem: "bytes follow the last tensor", found: "\(data.count - dataStart - end)")
        }
        self.init(tensors: tensors, metadata: header.metadata)
    }

    /// Writes the file beside its place and renames it in; tensors in order of name, so the same contents give the same
    /// bytes.
    public func write(to url: URL) throws(DataError) {
        let output = try OutputFile(url)
        let names = tensors.keys.sorted()
        var header = "{"
        if !metadata.isEmpty {
            let entries = metadata.sorted { $0.key < $1.key }.map {
                "\(Safetensors.quoted($0)):\(Safetensors.quoted($1))"
            }
            header += "\"__metadata__\":{\(entries.joined(separator: ","))}"
        }
        var offset = 0
        for name in names {
            guard let tensor = tensors[name] else { continue }
            let end = offset + 4 * tensor.values.count
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            if header.utf8.count > 1 { header += "," }
            header += "\(Safetensors.quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
            header += "\"data_offsets\":[\(offset),\(end)]}"
            offset = end
        }
        header += "}"
        header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        var length = UInt64(header.utf8.count).littleEndian
        let lengthBytes = withUnsafeBytes(of: &length) { [UInt8]($0) }
        try output.write(lengthBytes)
        try output.write(header)
        for name in names {
            guard let tensor = tensors[name] else { continue }
            try output.write(tensor.values.withUnsafeBytes { [UInt8]($0) })
        }
        try output.commit()
    }

    /// The text as a JSON string.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{00}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
