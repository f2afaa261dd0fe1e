import AlphaCore
import Foundation
import HTTPTypes
import Hummingbird

/// Which address shows what.
struct Routes {
    let library: RunLibrary
    let host: String
    let port: BoundPort

    var router: Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestGuard<BasicRequestContext>(host: host, port: port))
        let library = library
        router.get("/") { _, _ in
            Response.html(RunsPage.html(await library.list()))
        }
        router.get("/runs/:name") { _, context in
            let (name, contents) = try Routes.run(context, library)
            return Response.html(RunPage.html(name, contents))
        }
        router.get("/runs/:name/report") { _, context in
            let (_, contents) = try Routes.run(context, library)
            if let problem = contents.problems.first {
                throw PageError(status: .unprocessableContent, message: problem.withinRun)
            }
            guard contents.report.metrics != nil else {
                throw PageError(status: .notFound, message: "This run has no metrics.json: it goes on, or was stopped.")
            }
            return Response.html(Report.html(contents.report, style: .linked("/assets/report.css"), home: "/"))
        }
        addInterface(to: router)
        addAssets(to: router)
        return router
    }

    /// The JSON for scripts, and for the page's own.
    private func addInterface(to router: Router<BasicRequestContext>) {
        let library = library
        router.get("/api/runs") { _, _ in
            Response.json(Interface.runs(await library.list()))
        }
        router.get("/api/runs/:name") { _, context in
            let (name, contents) = try Routes.run(context, library, parts: [.manifest, .metrics, .configuration])
            return Response.json(try Interface.run(name, contents))
        }
        router.get("/api/runs/:name/equity") { _, context in
            let (_, contents) = try Routes.run(context, library, parts: [.equity])
            return Response.json(Interface.equity(try Routes.require(contents.report.equity, contents)))
        }
        router.get("/api/runs/:name/signals") { _, context in
            let (_, contents) = try Routes.run(context, library, parts: [.signals])
            return Response.json(Interface.signals(try Routes.require(contents.report.signals, contents)))
        }
    }

    private func addAssets(to router: Router<BasicRequestContext>) {
        let (style, script, image) = ("text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml")
        let assets: [(RouterPath, String, [UInt8])] = [
            ("/assets/report.css", style, Array(ReportStyle.sheet.utf8)),
            ("/assets/dashboard.css", style, PackageResources.dashboard_css),
            ("/assets/dashboard.js", script, PackageResources.dashboard_js),
            ("/assets/picture.js", script, PackageResources.picture_js),
            ("/assets/equity.js", script, PackageResources.equity_js),
            ("/assets/heatmap.js", script, PackageResources.heatmap_js),
            ("/assets/icon.svg", image, PackageResources.icon_svg), ("/favicon.ico", image, PackageResources.icon_svg),
        ]
        for (path, type, bytes) in assets {
            router.get(path) { _, _ in
                Response(
                    status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
                )
            }
        }
    }

    /// The run that the address names.
    private static func run(
        _ context: BasicRequestContext, _ library: RunLibrary,
        parts: Set<RunContents.Part> = Set(RunContents.Part.allCases)
    ) throws -> (name: String, contents: RunContents) {
        let name = context.parameters.get("name") ?? ""
        guard let contents = library.contents(name, parts: parts) else {
            throw PageError(status: .notFound, message: "There is no such run.")
        }
        return (name, contents)
    }

    /// The part of a run that an address is about: 404 when its file is not there, 422 when it cannot be used.
    private static func require<Value>(_ value: Value?, _ contents: RunContents) throws -> Value {
        if let value { return value }
        if let problem = contents.problems.first {
            throw PageError(status: .unprocessableContent, message: problem.withinRun)
        }
        throw PageError(
            status: .notFound, message: contents.missing.first?.withinRun ?? "The run does not have this file.")
    }
}

extension Response {
    /// A page.
    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// JSON.
    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}
