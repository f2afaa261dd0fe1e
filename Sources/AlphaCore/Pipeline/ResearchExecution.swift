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
    /// Realised slippage is compared, order by order, with what the backtest's model charged for the same change.
    init(
        backtest: BacktestResult, panel: Panel, configuration: ResearchConfiguration, venue: any Venue
    ) throws(DataError) {
        var options = OrderStream.Configuration()
        options.seed = configuration.seed
        stream = try OrderStream(positions: backtest.positions, panel: panel, configuration: options)
        var venue = venue
        output = venue.submit(stream.orders)
        let analysis = TransactionCostAnalysis(
            of: stream.strategyOrders, in: output, modelled: backtest.trades)
        metrics = analysis.metrics
    }
}
