import Testing

@testable import AlphaCore

/// The price of a call auction, case by case of the rule's ties.
@Suite struct NaiveAuctionTests {
    private func book(bids: [(Int64, Int64)], asks: [(Int64, Int64)], last: Int64? = nil) -> NaiveBook {
        var book = NaiveBook()
        book.isInAuction = true
        book.lastTradePrice = last
        for (side, levels) in [(Side.buy, bids), (.sell, asks)] {
            for (price, open) in levels {
                book.orders.append(
                    NaiveBook.RestingOrder(
                        id: "\(book.orders.count)", account: "", side: side, price: price, open: open,
                        isPostOnly: false))
            }
        }
        return book
    }

    @Test func nothingCrosses() {
        #expect(book(bids: [], asks: []).auctionResult() == nil)
        #expect(book(bids: [(99, 5)], asks: [(100, 5)]).auctionResult() == nil)
    }

    @Test func theGreatestVolumeWins() {
        // 102: 10 of 40, 101: 20 of 30, 100: 30 of 10.
        let book = book(bids: [(102, 10), (101, 10), (100, 10)], asks: [(100, 10), (101, 20), (102, 10)])
        #expect(book.auctionResult() == NaiveBook.AuctionResult(price: 101, volume: 20))
    }

    @Test func thenTheLeastImbalance() {
        // 10 at both, at 101 nobody is left over, at 100 five buyers.
        let book = book(bids: [(101, 10), (100, 5)], asks: [(100, 10)])
        #expect(book.auctionResult() == NaiveBook.AuctionResult(price: 101, volume: 10))
    }

    @Test func thenTheHighestWhenBuyersAreLeftAndTheLowestWhenSellersAre() {
        #expect(book(bids: [(105, 10)], asks: [(100, 5)]).auctionResult()?.price == 105)
        #expect(book(bids: [(105, 5)], asks: [(100, 10)]).auctionResult()?.price == 100)
    }

    @Test func elseTheNearestToTheLastTradeOfTwoAsNearTheHigher() {
        let bids: [(Int64, Int64)] = [(105, 10)]
        let asks: [(Int64, Int64)] = [(100, 10)]
        #expect(book(bids: bids, asks: asks, last: 101).auctionResult()?.price == 100)
        #expect(book(bids: bids, asks: asks, last: 104).auctionResult()?.price == 105)
        #expect(book(bids: [(104, 10)], asks: asks, last: 102).auctionResult()?.price == 104)
        #expect(book(bids: bids, asks: asks).auctionResult()?.price == 105)
    }
}
