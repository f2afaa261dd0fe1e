/// Keeps the requests to one provider apart, over all symbols at once: share one pacer among everything that asks it.
///
/// Callers get their turns in the order in which they asked; one that is cancelled leaves the queue and costs the others
/// nothing. The time between two turns is counted from when the first one really began, however late that was.
public actor Pacer {
    /// The least time between the starts of two requests.
    public nonisolated let pace: Duration
    private let clock: any DownloadClock
    private var earliest: Duration?
    private var isTaken = false
    private var queue: [(ticket: Int, waiter: CheckedContinuation<Bool, Never>)] = []
    private var tickets = 0

    /// How many wait behind the one whose turn is next.
    var waiting: Int { queue.count }

    /// A pacer whose first turn comes at once.
    public init(pace: Duration, clock: any DownloadClock = SystemClock()) {
        precondition(pace >= .zero, "the pace must not be negative: \(pace)")
        self.pace = pace
        self.clock = clock
    }

    /// Waits until a request may start, which it then must do at once.
    public func turn() async throws(CancellationError) {
        guard await enter() else { throw CancellationError() }
        defer { leave() }
        while let earliest, earliest > clock.elapsed { try await clock.sleep(for: earliest - clock.elapsed) }
        if Task.isCancelled { throw CancellationError() }
        earliest = clock.elapsed + pace
    }

    /// Lets nobody start for that long from now: the provider has said that it is asked too often.
    public func hold(for duration: Duration) {
        earliest = max(earliest ?? .zero, clock.elapsed + duration)
    }

    /// Waits for everybody who came before; `false` when the task was cancelled meanwhile.
    private func enter() async -> Bool {
        guard isTaken else {
            isTaken = true
            return true
        }
        tickets += 1
        let ticket = tickets
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                // Cancelled before this, `abandon` found nobody; from now on it comes after this and finds the ticket.
                if Task.isCancelled {
                    waiter.resume(returning: false)
                } else {
                    queue.append((ticket, waiter))
                }
            }
        } onCancel: {
            Task { await abandon(ticket) }
        }
    }

    private func abandon(_ ticket: Int) {
        guard let place = queue.firstIndex(where: { $0.ticket == ticket }) else { return }
        queue.remove(at: place).waiter.resume(returning: false)
    }

    private func leave() {
        if queue.isEmpty {
            isTaken = false
        } else {
            queue.removeFirst().waiter.resume(returning: true)
        }
    }
}
