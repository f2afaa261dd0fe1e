import Foundation

/// `manifest.json`: what a run was made from and by.
public struct RunManifest: Sendable, Codable, Equatable {
    /// One input file.
    public struct Input: Sendable, Codable, Equatable {
        /// The path as it was read.
        public var path: String
        /// The SHA-256 of its bytes.
        public var sha256: String
        /// Bars that were read from it.
        public var bars: Int
        /// Bars that were refused and dropped.
        public var droppedBars: Int
        /// The first dropped bar, as its error message names it.
        public var firstDroppedBar: String?

        /// The record of one input file.
        public init(path: String, sha256: String, bars: Int, droppedBars: Int, firstDroppedBar: String?) {
            self.path = path
            self.sha256 = sha256
            self.bars = bars
            self.droppedBars = droppedBars
            self.firstDroppedBar = firstDroppedBar
        }

        enum CodingKeys: String, CodingKey {
            case path, sha256, bars
            case droppedBars = "dropped_bars"
            case firstDroppedBar = "first_dropped_bar"
        }
    }

    /// AlphaFactory's version.
    public var version: String
    /// The run's name.
    public var name: String
    /// The seed of every random choice.
    public var seed: UInt64
    /// When the run began, ISO 8601 in UTC.
    public var created: String
    /// The machine's name.
    public var host: String
    /// The BLAS library that the numbers come from: another one rounds differently.
    public var blas: String
    /// Every input file, by path.
    public var inputs: [Input]

    /// A manifest of the given origin.
    public init(
        version: String, name: String, seed: UInt64, created: String, host: String, blas: String, inputs: [Input]
    ) {
        self.version = version
        self.name = name
        self.seed = seed
        self.created = created
        self.host = host
        self.blas = blas
        self.inputs = inputs
    }
}
