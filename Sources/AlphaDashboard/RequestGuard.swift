import AlphaCore
import HTTPTypes
import Hummingbird

/// What every request passes before a page sees it, and what every answer carries.
///
/// Refused are methods other than GET and HEAD (405), a `Host` that is not this server's (421), and requests that
/// another site's page makes for anything but following a link (403). Every failure is a page of plain words.
struct RequestGuard<Context: RequestContext>: RouterMiddleware {
    let host: String
    let port: BoundPort

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = await answer(request, context: context, next: next)
        for (name, value) in SecurityHeaders.all { response.headers[name] = value }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async -> Response {
        guard request.method == .get || request.method == .head else {
            var response = failure(request, .methodNotAllowed, "This page only answers GET and HEAD.")
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        let extraHosts = request.headers[values: SecurityHeaders.host]
        guard extraHosts.isEmpty, LoopbackHost.accepts(request.head.authority, host: host, port: port.value) else {
            return failure(request, .misdirectedRequest, "This server answers only to its own address.")
        }
        let mode = request.headers[SecurityHeaders.fetchMode]
        if request.headers[SecurityHeaders.fetchSite] == "cross-site", mode != "navigate" {
            return failure(request, .forbidden, "Another site's page may link here, and nothing else.")
        }
        do {
            return try await next(request, context)
        } catch let error as PageError {
            return failure(request, error.status, error.message)
        } catch let error as HTTPError where error.status == .notFound {
            return failure(request, .notFound, "There is no such page.")
        } catch {
            return failure(request, .internalServerError, "The page could not be made.")
        }
    }

    private func failure(_ request: Request, _ status: HTTPResponse.Status, _ message: String) -> Response {
        request.uri.path.hasPrefix("/api/")
            ? Response.json(JSON.object(["error": JSON.string(message)]), status: status)
            : Response.html(MessagePage.html(title: status.reasonPhrase, message: message), status: status)
    }
}

/// Why a page cannot be shown, in words for its reader.
struct PageError: Error {
    var status: HTTPResponse.Status
    var message: String
}

/// The headers of every answer: nothing from elsewhere, nothing inline, no frame, no sniffing, no referrer.
enum SecurityHeaders {
    static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """

    static let all: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, contentPolicy), (.xContentTypeOptions, "nosniff"),
        (named("Referrer-Policy"), "no-referrer"), (named("Cross-Origin-Opener-Policy"), "same-origin"),
        (named("Cross-Origin-Resource-Policy"), "same-origin"), (.cacheControl, "no-store"),
    ]

    static let host = named("Host")
    static let fetchSite = named("Sec-Fetch-Site")
    static let fetchMode = named("Sec-Fetch-Mode")

    /// The name as a header's; the names here are all valid, `Host` stands in for one that is not.
    private static func named(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .accept }
}
