/// What a download tells about itself while it goes on; may be called from several threads at once.
public enum DownloadProgress: Sendable {
    /// A provider is asked for a symbol's bars.
    case asking(symbol: String, provider: String)
    /// So many replies came for a symbol.
    case received(symbol: String, replies: Int)
    /// The replies so far cover this share, 0 to 1, of the time that a symbol's bars are asked for.
    case covered(symbol: String, share: Double)
    /// A request is repeated after a pause; the text says why and how long.
    case waiting(symbol: String, text: String)
    /// Something that the user should know at once: another provider is asked.
    case note(symbol: String, text: String)
    /// A symbol is done with, well or not; so many of all are.
    case ended(DownloadResult, done: Int, total: Int)
}
