import AlphaCore
import Foundation

/// How long one bar file takes to read: `Benchmarks/bar-reader.sh` runs it beside pandas and polars.
///
/// usage: bar-reader-bench [rows [repeats [file]]], of 1,000,000 rows, 15 repeats and a file that is made and removed again.
///
/// The file holds minute bars with ISO times, 64 bytes a row as those of a coin are; the same rows give the same bytes. What
/// is measured is `BarReader.read`, every bar of it judged: processor seconds of the whole process, the file in the page
/// cache. One JSON object on one line: `rows`, `bytes`, `repeats`, `median_seconds`, `least_seconds`.
@main
enum BarReaderBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().map { $0 }
        let rows = number(arguments, 0, default: 1_000_000)
        let repeats = number(arguments, 1, default: 15)
        let isKept = arguments.count > 2
        let url = URL(
            fileURLWithPath: isKept ? arguments[2] : NSTemporaryDirectory() + "bar-reader-\(getpid()).csv")
        try write(rows, to: url)
        defer { if !isKept { try? FileManager.default.removeItem(at: url) } }
        let asset = Asset(symbol: "BENCH", assetClass: .crypto)
        var seconds: [Double] = []
        for _ in 0..<repeats {
            let start = processorSeconds()
            let bars = try BarReader.read(url, asset: asset).series.count
            seconds.append(processorSeconds() - start)
            precondition(bars == rows, "\(bars) bars were read of \(rows)")
        }
        seconds.sort()
        let size = try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int ?? 0
        print(
            "{\"rows\": \(rows), \"bytes\": \(size), \"repeats\": \(repeats), \"median_seconds\": \(seconds[repeats / 2]), "
                + "\"least_seconds\": \(seconds[0])}")
    }

    private static func number(_ arguments: [String], _ place: Int, default value: Int) -> Int {
        guard arguments.indices.contains(place) else { return value }
        guard let number = Int(arguments[place]), number > 0 else {
            FileHandle.standardError.write(Data("'\(arguments[place])' is no positive number\n".utf8))
            exit(64)
        }
        return number
    }

    /// The processor's time that this process has had, on all threads.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// A random walk of minute bars, prices on the cent; every time is written in full, as `polars` asks for.
    private static func write(_ rows: Int, to url: URL) throws {
        var random = RandomSource(seed: 7, stream: "bar reader")
        var cents = 4_200_000
        var text = Array("timestamp,open,high,low,close,volume\n".utf8)
        for row in 0..<rows {
            let open = cents
            let close = max(1000, open + Int(random.next() % 4001) - 2000)
            let (high, low) = (max(open, close) + Int(random.next() % 997), min(open, close) - Int(random.next() % 499))
            cents = close
            let minute: Int64 = 60_000_000_000
            let time = Timestamp(nanoseconds: 1_420_070_400_000_000_000 + Int64(row) * minute).description
            let prices = [open, high, low, close].map { "\(Double($0) / 100)" }.joined(separator: ",")
            let volume = Double(random.next() % 1_000_000) / 1000
            text += "\(time)\(time.utf8.count == 10 ? "T00:00:00Z" : ""),\(prices),\(volume)\n".utf8
        }
        try Data(text).write(to: url)
    }
}
