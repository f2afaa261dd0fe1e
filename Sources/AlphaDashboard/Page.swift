import AlphaCore

/// The frame of every page of the dashboard.
enum Page {
    /// A whole page around its inside; `run` is the run that the page's script fetches series of.
    static func html(title: String, run: String? = nil, _ body: Markup) -> String {
        let script: Markup =
            run == nil ? .empty : "<script type=\"module\" src=\"/assets/dashboard.js\"></script>"
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(title) – AlphaFactory</title>
            <link rel="icon" href="/assets/icon.svg"/>
            <link rel="stylesheet" href="/assets/report.css"/>
            <link rel="stylesheet" href="/assets/dashboard.css"/>
            \(script)
            </head>
            <body data-run="\(run ?? "")">
            <header class="bar"><div class="inside"><a href="/">AlphaFactory</a></div></header>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        return page.text
    }
}

/// A page that says one thing: why there is nothing else to show.
enum MessagePage {
    static func html(title: String, message: String) -> String {
        let body: Markup = """
            <section><h1>\(title)</h1><p>\(message)</p><p><a href="/">All runs</a></p></section>
            """
        return Page.html(title: title, body)
    }
}
