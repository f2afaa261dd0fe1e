import Testing

@testable import AlphaCore

@Suite struct OrderStreamTests {
    /// A market of random walks with a volume of a million a bar (none for `EUR`), daily from day 100.
    static func panel(bars: Int = 60, seed: UInt64 = 3, changeAfter: Int? = nil) -> Panel {
        Panel(
            ["AAA", "BBB", "EUR"].enumerated().map { number, symbol in
                var random = RandomSource(seed: seed, stream: symbol)
                var price = number == 2 ? 1.2 : 100.0
                return BarSeries(
                    asset: Asset(symbol: symbol, assetClass: number == 2 ? .fx : .equities),
                    bars: (0..<bars).map { bar in
                        price *= 1 + 0.01 * random.normal()
                        let open = bar > changeAfter ?? .max ? 7 : price
                        let high = bar > changeAfter ?? .max ? 9 : price * 1.01
                        return Bar(
                            timestamp: Timestamp(nanoseconds: Int64(100 + bar) * Timestamp.day), open: open,
                            high: high, low: open * 0.99, close: open,
                            volume: number == 2 ? 0 : bar > changeAfter ?? .max ? 5 : 1e6)
                    })
            })
    }

    /// Positions that swing by up to `size` units at the open of every bar from 21 on.
    static func positions(_ panel: Panel, size: Double, seed: UInt64 = 5) -> [TargetPosition] {
        panel.series.flatMap { series in
            var random = RandomSource(seed: seed, stream: series.asset.symbol)
            return (21..<series.count).map { bar in
                TargetPosition(
                    timestamp: series.timestamps[bar], asset: series.asset.symbol, price: series.open[bar],
                    targetPosition: size * (2 * random.uniform() - 1))
            }
        }
    }

    private func analysis(_ stream: OrderStream) -> TransactionCostAnalysis {
        var venue = NaiveVenue()
        return TransactionCostAnalysis(of: stream.strategyOrders, in: venue.submit(stream.orders)) { _ in 5 }
    }

    @Test func theVenueTakesEveryOrderAndTheBooksAreEmptyAtTheEnd() throws {
        let panel = Self.panel()
        let stream = try OrderStream(positions: Self.positions(panel, size: 500), panel: panel)
        #expect(stream.strategyOrders.count == 3 * 39)
        #expect(
            zip(stream.orders, stream.orders.dropFirst()).allSatisfy {
                $0.timestampNanoseconds <= $1.timestampNanoseconds
            })
        var venue = NaiveVenue()
        for order in stream.orders {
            let output = venue.submit([order])
            #expect(output.events.allSatisfy { $0.kind != .rejected }, "\(order): \(output.events)")
        }
        for symbol in ["AAA", "BBB", "EUR"] { #expect(venue.restingOrders(of: symbol).isEmpty) }
    }

    @Test func ordersAddUpToTheLastPosition() throws {
        let panel = Self.panel()
        let positions = Self.positions(panel, size: 300)
        let stream = try OrderStream(positions: positions, panel: panel)
        for symbol in ["AAA", "BBB", "EUR"] {
            let traded = stream.strategyOrders.filter { $0.order.symbol == symbol }.reduce(Int64(0)) { sum, parent in
                sum + (parent.order.side == .buy ? 1 : -1) * (parent.order.quantity?.raw ?? 0)
            }
            let last = try #require(positions.last { $0.asset == symbol })
            #expect(traded == Decimal8(nearestTo: last.targetPosition)?.raw)
        }
    }

    @Test func smallOrdersPayTheHalfSpreadAndLargeOnesMore() throws {
        let panel = Self.panel()
        let small = analysis(try OrderStream(positions: Self.positions(panel, size: 100), panel: panel))
        #expect(small.fillRate == 1)
        #expect(small.filledOrders == small.orders)
        #expect(abs(try #require(small.realisedSlippageBasisPoints) - 5) < 0.3)
        #expect(small.modelledSlippageBasisPoints.map { abs($0 - 5) < 1e-9 } == true)
        let equities = Self.positions(panel, size: 20_000).filter { $0.asset != "EUR" }
        let large = analysis(try OrderStream(positions: equities, panel: panel))
        #expect(large.fillRate == 1)
        #expect(try #require(large.realisedSlippageBasisPoints) > 10)
        let tooLarge = analysis(
            try OrderStream(positions: Self.positions(panel, size: 1e6).filter { $0.asset != "EUR" }, panel: panel))
        #expect(try #require(tooLarge.fillRate) < 0.5)
    }

    @Test func thePriceReachedFollowsTheSquareRootLaw() throws {
        var random = RandomSource(seed: 1)
        var configuration = OrderStream.Configuration()
        configuration.levels = 40
        let conditions = BackgroundLiquidity.Conditions(price: 100, volume: 1e6, range: 1)
        let background = try #require(
            BackgroundLiquidity(conditions, configuration: configuration, random: &random))
        #expect(background.asks.count == 40 && background.bids.count == 40)
        var quantity = 0.0
        for (level, order) in background.asks.enumerated().dropFirst(10) {
            quantity = background.asks[...level].reduce(0) { $0 + $1.quantity.doubleValue }
            let reached = order.price.doubleValue - background.asks[0].price.doubleValue
            let law = conditions.range * (quantity / conditions.volume).squareRoot()
            #expect(abs(reached / law - 1) < 0.12, "level \(level)")
        }
    }

    @Test(arguments: [0.0004, 1.2, 99.99, 50_000, 9e9])
    func bidsAreBelowAsksAtEveryPrice(price: Double) throws {
        for seed in 0..<20 as Range<UInt64> {
            var random = RandomSource(seed: seed)
            let conditions = BackgroundLiquidity.Conditions(price: price, volume: 1e5, range: price)
            let background = try #require(
                BackgroundLiquidity(conditions, configuration: OrderStream.Configuration(), random: &random))
            let bids = background.bids.map(\.price.raw)
            let asks = background.asks.map(\.price.raw)
            #expect(bids == bids.sorted(by: >) && asks == asks.sorted())
            #expect(Set(bids + asks).count == bids.count + asks.count, "seed \(seed)")
            #expect(try #require(bids.first) < #require(asks.first), "seed \(seed)")
            #expect(bids.allSatisfy { $0 > 0 })
        }
    }

    @Test func nothingLooksAhead() throws {
        let panel = Self.panel()
        let positions = Self.positions(panel, size: 500)
        let orders = try OrderStream(positions: positions, panel: panel).orders
        // The bar of the order itself and all later ones change, and so do the later positions.
        let cut = 40
        let time = panel.timestamps[cut]
        let changedPanel = Self.panel(changeAfter: cut - 1)
        let changedPositions = positions.map { position in
            var position = position
            if position.timestamp > time { position.targetPosition *= -2 }
            return position
        }
        let changed = try OrderStream(positions: changedPositions, panel: changedPanel).orders
        let end = time.nanoseconds + Timestamp.day
        let before = orders.filter { $0.timestampNanoseconds < end }
        #expect(before == changed.filter { $0.timestampNanoseconds < end })
        #expect(before.count > 1000 && orders != changed)
    }

    @Test func theSeedDecidesTheBackground() throws {
        let panel = Self.panel()
        let positions = Self.positions(panel, size: 500)
        var other = OrderStream.Configuration()
        other.seed = 8
        let orders = try OrderStream(positions: positions, panel: panel).orders
        #expect(try OrderStream(positions: positions.reversed(), panel: panel).orders == orders)
        #expect(try OrderStream(positions: positions, panel: panel, configuration: other).orders != orders)
    }

    @Test func aPositionThatDoesNotChangeGivesNoOrder() throws {
        let panel = Self.panel()
        let held = panel.timestamps[30...].map {
            TargetPosition(timestamp: $0, asset: "AAA", price: 100, targetPosition: 10)
        }
        let stream = try OrderStream(positions: held, panel: panel)
        #expect(stream.strategyOrders.count == 1)
        #expect(stream.orders.count == 21)  // 10 of the background, the order, 10 cancels: no level is used up
        #expect(try OrderStream(positions: [], panel: panel).orders.isEmpty)
    }

    @Test(arguments: [
        ("ZZZ", 100.0, 1.0, "no bars"), ("AAA", -1, 1, "price"), ("AAA", .nan, 1, "price"),
        ("AAA", 100, .nan, "position"), ("AAA", 100, 1e12, "position"), ("AAA", 1e12, 1, "price"),
    ])
    func badPositionsAreRefused(asset: String, price: Double, target: Double, word: String) {
        let panel = Self.panel()
        let position = TargetPosition(
            timestamp: panel.timestamps[25], asset: asset, price: price, targetPosition: target)
        let error = #expect(throws: DataError.self) { try OrderStream(positions: [position], panel: panel) }
        #expect(error?.kind == .badData && error?.problem.contains(word) == true)
    }

    @Test func aTimeWithoutABarAndARepeatAreRefused() {
        let panel = Self.panel()
        let position = TargetPosition(timestamp: panel.timestamps[25], asset: "AAA", price: 1, targetPosition: 1)
        var elsewhere = position
        elsewhere.timestamp.nanoseconds += 1
        #expect(throws: DataError.self) { try OrderStream(positions: [elsewhere], panel: panel) }
        #expect(throws: DataError.self) { try OrderStream(positions: [position, position], panel: panel) }
    }
}
