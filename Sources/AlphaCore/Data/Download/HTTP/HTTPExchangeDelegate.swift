import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Tells each exchange what the URL loading says of its task.
///
/// A delegate of the task's own would be simpler, but swift-corelibs-foundation gives that one no data.
final class HTTPExchangeDelegate: NSObject, URLSessionDataDelegate, Sendable {
    private let underWay = Mutex<[Int: HTTPExchange]>([:])

    /// Connects a task that is not yet started with its exchange, until it ends.
    func connect(_ task: URLSessionTask, _ exchange: HTTPExchange) {
        let identifier = task.taskIdentifier
        underWay.withLock { $0[identifier] = exchange }
    }

    private subscript(task: URLSessionTask) -> HTTPExchange? {
        let identifier = task.taskIdentifier
        return underWay.withLock { $0[identifier] }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        self[dataTask]?.receive(HTTPExchange.Head(response))
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        if self[dataTask]?.receive(data) == false { dataTask.cancel() }
    }

    /// Hands the redirect over as a reply: which ones are followed is not the URL loading's to decide.
    ///
    /// The handler is not called on purpose. swift-corelibs-foundation ends the whole process when the handler is called
    /// after the task was cancelled, which a time-out might do at any moment; a task that is cancelled needs no answer.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        self[task]?.complete(HTTPExchange.Head(response))
        task.cancel()
    }

    #if canImport(FoundationNetworking)
        /// Hands a 401 over as the reply that it is: there are no credentials, and Swift up to 6.3 never ends such a task.
        func urlSession(
            _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
            completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
        ) {
            self[task]?.complete(HTTPExchange.Head(challenge.failureResponse))
            task.cancel()
        }
    #endif

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error {
            self[task]?.fail(error as NSError)
        } else {
            self[task]?.complete(HTTPExchange.Head(task.response))
        }
        let identifier = task.taskIdentifier
        underWay.withLock { $0[identifier] = nil }
    }
}
