/// The ensemble's target positions as orders among background liquidity, and what the venue made of them.
struct ResearchExecution {
    /// The order stream.
    let stream: OrderStream
    /// Its trades and events.
    let output: VenueOutput
    /// Counts and costs, as `metrics.json` has them under `execution`.
    let metrics: [String: Double?]

    /// Sends the whole stream through the venue and measures the strategy's orders in it.
    ///
    /// The modelled slippage is the backtest's own: what its model charged for the same changes of position.
    init(
        backtest: BacktestResult, panel: Panel, configuration: ResearchConfiguration, venue: any Venue
    ) throws(DataError) {
        var options = OrderStream.Configuration()
        options.seed = configuration.seed
        stream = try OrderStream(positions: backtest.positions, panel: panel, configuration: options)
        var venue = venue
        output = venue.submit(stream.orders)
        let analysis = TransactionCostAnalysis(
            of: stream.strategyOrders, in: output, modelledBasisPoints: { _ in backtest.slippageBasisPoints ?? 0 })
        metrics = analysis.metrics
    }
}
