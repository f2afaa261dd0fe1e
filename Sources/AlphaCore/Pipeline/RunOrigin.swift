import Foundation

/// What a page says of a run's origin: those of `manifest.json`'s fields that it names, each of which may be missing.
public struct RunOrigin: Sendable, Codable, Equatable {
    /// AlphaFactory's version.
    public var version: String?
    /// The run's name.
    public var name: String?
    /// When the run began, ISO 8601 in UTC.
    public var created: String?
    /// The seed of every random choice.
    public var seed: UInt64?
    /// The machine's name.
    public var host: String?
    /// The BLAS library that the numbers come from.
    public var blas: String?

    /// An origin of which only the given is known.
    public init(
        version: String? = nil, name: String? = nil, created: String? = nil, seed: UInt64? = nil, host: String? = nil,
        blas: String? = nil
    ) {
        self.version = version
        self.name = name
        self.created = created
        self.seed = seed
        self.host = host
        self.blas = blas
    }
}
