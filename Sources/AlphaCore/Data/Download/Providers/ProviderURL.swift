import Foundation

/// Addresses below a base that may have a path of its own and a slash at its end.
enum ProviderURL {
    /// The base, its path, the segments and the query; segments and values are percent-encoded here, names are ours.
    ///
    /// A query or fragment of the base is left out. Refuses (`unsupported`) a base without a host, and a segment that is
    /// empty or only dots, which servers and clients would read as a step up.
    static func joined(
        _ base: URL, _ segments: [String], _ query: KeyValuePairs<String, String> = [:]
    ) throws(DownloadError) -> URL {
        guard var parts = URLComponents(url: base, resolvingAgainstBaseURL: true), parts.host?.isEmpty == false else {
            throw .unsupported("'\(base.absoluteString)' is no base URL: it needs a scheme and a host")
        }
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        for segment in segments {
            guard segment.contains(where: { $0 != "." }) else {
                throw .unsupported("'\(segment)' is no symbol")
            }
            path += "/" + encoded(segment)
        }
        parts.percentEncodedPath = path
        parts.percentEncodedQuery =
            query.isEmpty ? nil : query.map { "\($0.key)=\(encoded($0.value))" }.joined(separator: "&")
        parts.fragment = nil
        guard let url = parts.url else { throw .unsupported("'\(base.absoluteString)' is no base URL") }
        return url
    }

    /// The text with every byte as `%XX` but for letters, digits and `-._~,:`, which mean themselves everywhere behind
    /// the host (RFC 3986).
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if plain.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }

    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:".utf8)
}
