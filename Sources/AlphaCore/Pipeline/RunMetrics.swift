/// `metrics.json` of a run folder: every number that a report, the dashboard or a script reads.
///
/// A statistic that the data cannot give is `null`, never 0. Keys are snake case.
public struct RunMetrics: Sendable, Codable, Equatable {
    /// How well forecasts agreed with what came true, out of sample.
    public struct Skill: Sendable, Codable, Equatable {
        /// Mean per-bar Pearson correlation of score and label across assets (one asset: over time).
        public var ic: Double?
        /// The same by ranks (Spearman).
        public var rankIC: Double?
        /// Mean of the per-bar IC over its deviation (ddof 1), not annualised.
        public var icir: Double?
        /// Share of sign(score) = sign(label).
        public var hitRate: Double?
        /// Sharpe ratio of the strategy that trades this model's scores alone, after costs, annualised.
        public var sharpe: Double?
        /// The same numbers fold by fold.
        public var folds: [FoldSkill]

        public init(
            ic: Double? = nil, rankIC: Double? = nil, icir: Double? = nil, hitRate: Double? = nil,
            sharpe: Double? = nil,
            folds: [FoldSkill] = []
        ) {
            self.ic = ic
            self.rankIC = rankIC
            self.icir = icir
            self.hitRate = hitRate
            self.sharpe = sharpe
            self.folds = folds
        }

        enum CodingKeys: String, CodingKey {
            case ic
            case rankIC = "rank_ic"
            case icir
            case hitRate = "hit_rate"
            case sharpe
            case folds
        }

        /// Every key, also for what does not exist: scripts find `null` there.
        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(ic, forKey: .ic)
            try values.encode(rankIC, forKey: .rankIC)
            try values.encode(icir, forKey: .icir)
            try values.encode(hitRate, forKey: .hitRate)
            try values.encode(sharpe, forKey: .sharpe)
            try values.encode(folds, forKey: .folds)
        }
    }

    /// A model's numbers in one fold.
    public struct FoldSkill: Sendable, Codable, Equatable {
        /// The fold's number, from 0.
        public var fold: Int
        /// First timestamp of its test.
        public var testStart: String
        /// Last timestamp of its test.
        public var testEnd: String
        public var ic: Double?
        public var rankIC: Double?
        public var sharpe: Double?
        /// The learning curve; empty for models without epochs.
        public var epochs: [EpochRecord]

        public init(
            fold: Int, testStart: String, testEnd: String, ic: Double?, rankIC: Double?, sharpe: Double?,
            epochs: [EpochRecord]
        ) {
            self.fold = fold
            self.testStart = testStart
            self.testEnd = testEnd
            self.ic = ic
            self.rankIC = rankIC
            self.sharpe = sharpe
            self.epochs = epochs
        }

        enum CodingKeys: String, CodingKey {
            case fold
            case testStart = "test_start"
            case testEnd = "test_end"
            case ic
            case rankIC = "rank_ic"
            case sharpe
            case epochs
        }

        /// Every key, also for what does not exist.
        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(fold, forKey: .fold)
            try values.encode(testStart, forKey: .testStart)
            try values.encode(testEnd, forKey: .testEnd)
            try values.encode(ic, forKey: .ic)
            try values.encode(rankIC, forKey: .rankIC)
            try values.encode(sharpe, forKey: .sharpe)
            try values.encode(epochs, forKey: .epochs)
        }
    }

    /// One input file.
    public struct Input: Sendable, Codable, Equatable {
        public var symbol: String
        public var assetClass: AssetClass
        public var bars: Int
        /// Bars that were refused and dropped.
        public var droppedBars: Int
        public var firstTimestamp: String
        public var lastTimestamp: String

        public init(
            symbol: String, assetClass: AssetClass, bars: Int, droppedBars: Int, firstTimestamp: String,
            lastTimestamp: String
        ) {
            self.symbol = symbol
            self.assetClass = assetClass
            self.bars = bars
            self.droppedBars = droppedBars
            self.firstTimestamp = firstTimestamp
            self.lastTimestamp = lastTimestamp
        }

        enum CodingKeys: String, CodingKey {
            case symbol
            case assetClass = "asset_class"
            case bars
            case droppedBars = "dropped_bars"
            case firstTimestamp = "first_timestamp"
            case lastTimestamp = "last_timestamp"
        }
    }

    /// The inputs, by symbol.
    public var data: [Input]
    /// The neural families by name.
    public var models: [String: Skill]
    /// The families' combined forecast, which is the run's signal.
    public var ensemble: Skill
    /// `ridge`, `momentum`, `buy_and_hold`.
    public var baselines: [String: Skill]
    /// Every statistic of the backtest by its name in `design/research.md`'s table (`cagr`, `sharpe`, …).
    public var backtest: [String: Double?]
    /// By model: what input noise does to it, by growing size.
    public var robustness: [String: [RobustnessPoint]]
    /// Counts and costs of the execution through the engine (`orders`, `trades`, `realised_slippage_basis_points`, …).
    public var execution: [String: Double?]
    /// How many configurations were tried.
    public var trials: Int
    /// Wall seconds by stage.
    public var seconds: [String: Double]

    public init(
        data: [Input], models: [String: Skill], ensemble: Skill, baselines: [String: Skill],
        backtest: [String: Double?],
        robustness: [String: [RobustnessPoint]], execution: [String: Double?], trials: Int, seconds: [String: Double]
    ) {
        self.data = data
        self.models = models
        self.ensemble = ensemble
        self.baselines = baselines
        self.backtest = backtest
        self.robustness = robustness
        self.execution = execution
        self.trials = trials
        self.seconds = seconds
    }
}
