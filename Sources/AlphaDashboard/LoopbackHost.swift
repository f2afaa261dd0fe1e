/// Which hosts name this machine itself, as an address to listen on and in a request's `Host` field.
enum LoopbackHost {
    /// Whether the text names a loopback address: `localhost`, `::1`, or anything in 127.0.0.0/8.
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { 48...57 ~= $0 } && part.count <= 3 && UInt8(part) != nil
            }
    }

    /// Whether a request's `Host` field is one that a page of ours can send.
    ///
    /// A foreign page whose name was made to resolve to 127.0.0.1 (DNS rebinding) still sends its own name here. The
    /// port must be the server's; it may be left away only for 80.
    static func accepts(_ authority: String?, host: String, port: Int) -> Bool {
        guard let authority = authority?.lowercased() else { return false }
        let names = ["localhost", "127.0.0.1", "[::1]", host.contains(":") ? "[\(host)]" : host]
        return names.contains { authority == "\($0):\(port)" || (port == 80 && authority == $0) }
    }
}
