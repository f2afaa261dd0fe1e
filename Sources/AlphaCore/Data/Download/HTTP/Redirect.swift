import Foundation

/// Which redirects are followed.
enum Redirect {
    private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

    /// Where a reply sends the client; `nil` when it is no redirect, which one without `Location` is not.
    ///
    /// Throws `malformed` when the target is no address, not one of HTTP, or would give up encryption.
    static func target(of reply: HTTPReply, from url: URL) throws(DownloadError) -> URL? {
        guard statuses.contains(reply.status), let location = reply.headers["location"] else { return nil }
        guard let target = URL(string: location, relativeTo: url)?.absoluteURL, isWeb(target) else {
            throw .malformed("\(url.authority): redirects to '\(location)', which is no address of http or https")
        }
        guard !(isEncrypted(url) && !isEncrypted(target)) else {
            throw .malformed("\(url.authority): redirects from https to '\(location)', which is not encrypted")
        }
        return target
    }

    /// Whether it is an address of HTTP, encrypted or not, with a host.
    static func isWeb(_ url: URL) -> Bool {
        (url.scheme?.lowercased() == "http" || isEncrypted(url)) && url.host?.isEmpty == false
    }

    private static func isEncrypted(_ url: URL) -> Bool { url.scheme?.lowercased() == "https" }
}
