/// The style sheet of reports and of the dashboard: light and dark after the system, a phone's width, and paper.
///
/// It holds no `<` and no `&`, so that it stands in a `<style>` element as it is, and names no address.
public enum ReportStyle {
    /// The whole sheet.
    public static let sheet = palette + page + figures + paper

    /// Colours. The series' are told apart with every common colour blindness and have a contrast of 3 to the page.
    static let palette = """
        :root { color-scheme: light dark;
          --page: #ffffff; --card: #f7f8f9; --ink: #16191d; --soft: #59616b; --line: #dfe3e7; --grid: #eceef1;
          --base: #9aa2ac; --link: #0b5cad; --good: #0b6b52; --warn: #8a4b00; --bad: #b3261e;
          --s0: #0b5cad; --s1: #c8500a; --s2: #00806a; --s3: #9b4aa3; --s4: #8b6b00; --s5: #5d6673; --s6: #2b87b8; --s7: #a83252;
          --h0: #f3f3f1; --hx: #ffffff;
          --p1: #dfeaf5; --p2: #bdd6ec; --p3: #8fb9dd; --p4: #5b95c9; --p5: #2c6fae; --p6: #0d4885;
          --n1: #faebdd; --n2: #f4d0ad; --n3: #e9ab74; --n4: #d68140; --n5: #b75d18; --n6: #863c06; }
        @media screen and (prefers-color-scheme: dark) { :root {
          --page: #121417; --card: #1a1d21; --ink: #e8eaed; --soft: #a2abb6; --line: #31363d; --grid: #23272c;
          --base: #69727d; --link: #7ab8f5; --good: #58cfa8; --warn: #e8b04b; --bad: #ff8a80;
          --s0: #6db3f8; --s1: #ff9a5c; --s2: #3dccab; --s3: #df9be6; --s4: #dcbb47; --s5: #aab3bf; --s6: #86d3f5; --s7: #f58aa5;
          --h0: #24282d; --hx: #121417;
          --p1: #20374d; --p2: #224d75; --p3: #2a679f; --p4: #4187c4; --p5: #72abde; --p6: #b3d4f3;
          --n1: #42301f; --n2: #633f1e; --n3: #8a551f; --n4: #b57230; --n5: #de9752; --n6: #f8c897; } }

        """

    static let page = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", "Liberation Sans", sans-serif; }
        main, .inside { max-width: 828px; margin: 0 auto; padding: 0 24px; }
        h1 { font-size: 27px; line-height: 1.2; margin: 0 0 6px; font-weight: 650; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { font-size: 19px; line-height: 1.3; margin: 0 0 4px; font-weight: 650; }
        h3 { font-size: 15px; margin: 26px 0 4px; font-weight: 650; }
        p { margin: 0 0 10px; max-width: 68ch; }
        a { color: var(--link); text-underline-offset: 2px; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        header.report { padding: 40px 0 8px; }
        .meta { color: var(--soft); font-size: 13.5px; overflow-wrap: anywhere; max-width: none; }
        .verdict { border-left: 3px solid var(--s0); padding: 2px 0 2px 16px; margin: 18px 0; }
        .verdict p:last-child { margin-bottom: 0; }
        .verdict p:first-child { font-size: 17px; line-height: 1.5; }
        .cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; margin: 18px 0; padding: 0; }
        .cards div { background: var(--card); border-radius: 8px; padding: 11px 14px 12px; }
        .cards dt { color: var(--soft); font-size: 12.5px; }
        .cards dd { margin: 1px 0 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.25; letter-spacing: -0.01em; }
        .cards dd.note { font-size: 12px; font-weight: 400; color: var(--soft); letter-spacing: 0; margin-top: 3px; }
        nav.contents { font-size: 13.5px; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 8px 0; margin: 20px 0 0; line-height: 1.9; }
        nav.contents a { margin-right: 16px; white-space: nowrap; text-decoration: none; }
        nav.contents a:hover { text-decoration: underline; }
        section { padding: 34px 0 4px; scroll-margin-top: 8px; }
        .lead { color: var(--soft); }
        .scroll { overflow-x: auto; margin: 8px 0; }
        table { border-collapse: collapse; font-size: 13.5px; width: 100%; font-variant-numeric: tabular-nums; }
        table.compact { width: auto; min-width: min(100%, 420px); }
        caption { text-align: left; color: var(--soft); padding: 0 0 6px; font-size: 13px; }
        th, td { padding: 5px 10px; text-align: left; border-bottom: 1px solid var(--grid); vertical-align: top; }
        th:first-child { padding-left: 0; }
        tr > :last-child { padding-right: 2px; }
        thead th { color: var(--soft); font-weight: 500; border-bottom-color: var(--line); vertical-align: bottom; }
        tbody th { font-weight: 500; overflow-wrap: anywhere; min-width: 7em; }
        .num { text-align: right; white-space: nowrap; }
        tr.main th, tr.main td { font-weight: 650; background: var(--card); }
        tr.main th { padding-left: 6px; }
        pre { background: var(--card); border-radius: 8px; padding: 14px 16px; overflow-x: auto; font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; tab-size: 2; }
        footer { border-top: 1px solid var(--line); margin-top: 40px; padding: 14px 0 40px; color: var(--soft); font-size: 13px; }

        """

    static let figures = """
        figure { margin: 18px 0 26px; }
        figcaption { margin-bottom: 8px; }
        figcaption strong { display: block; font-weight: 650; }
        figcaption span { color: var(--soft); font-size: 13.5px; display: block; max-width: 76ch; }
        figure svg { display: block; width: 100%; height: auto; overflow: visible; }
        figure svg.narrow { display: none; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 0 0 10px; padding: 0; font-size: 13px; }
        .legend li { display: flex; align-items: center; gap: 7px; }
        figure svg.swatch { width: 26px; height: 12px; flex: none; }
        svg text { font-family: inherit; font-size: 11.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
        svg text.sub { font-size: 13px; font-weight: 600; fill: var(--ink); }
        .grid { stroke: var(--grid); stroke-width: 1; fill: none; }
        .base, .notch { stroke: var(--base); stroke-width: 1; fill: none; }
        .line { fill: none; stroke-width: 1.7; stroke-linejoin: round; stroke-linecap: round; }
        .line.fine { stroke-width: 0.9; }
        .line.d1 { stroke-dasharray: 6 4; } .line.d2 { stroke-dasharray: 1.5 4; } .line.d3 { stroke-dasharray: 9 4 2 4; }
        .area { stroke: none; opacity: 0.16; }
        .cells { shape-rendering: crispEdges; }
        .line.s0 { stroke: var(--s0); } .line.s1 { stroke: var(--s1); } .line.s2 { stroke: var(--s2); } .line.s3 { stroke: var(--s3); }
        .line.s4 { stroke: var(--s4); } .line.s5 { stroke: var(--s5); } .line.s6 { stroke: var(--s6); } .line.s7 { stroke: var(--s7); }
        .area.s0, .bar.s0, .dot.s0 { fill: var(--s0); } .area.s1, .bar.s1, .dot.s1 { fill: var(--s1); }
        .area.s2, .bar.s2, .dot.s2 { fill: var(--s2); } .area.s3, .bar.s3, .dot.s3 { fill: var(--s3); }
        .area.s4, .bar.s4, .dot.s4 { fill: var(--s4); } .area.s5, .bar.s5, .dot.s5 { fill: var(--s5); }
        .area.s6, .bar.s6, .dot.s6 { fill: var(--s6); } .area.s7, .bar.s7, .dot.s7 { fill: var(--s7); }
        .hx { fill: var(--hx); stroke: var(--grid); } .h0 { fill: var(--h0); }
        .hp1 { fill: var(--p1); } .hp2 { fill: var(--p2); } .hp3 { fill: var(--p3); } .hp4 { fill: var(--p4); } .hp5 { fill: var(--p5); } .hp6 { fill: var(--p6); }
        .hn1 { fill: var(--n1); } .hn2 { fill: var(--n2); } .hn3 { fill: var(--n3); } .hn4 { fill: var(--n4); } .hn5 { fill: var(--n5); } .hn6 { fill: var(--n6); }
        details { font-size: 13.5px; margin-top: 8px; }
        summary { color: var(--soft); cursor: pointer; width: max-content; }
        summary:hover { color: var(--ink); }
        @media (max-width: 600px) {
          main, .inside { padding: 0 16px; }
          header.report { padding-top: 24px; }
          h1 { font-size: 23px; }
          .cards { grid-template-columns: repeat(2, 1fr); }
          figure svg.wide { display: none; } figure svg.narrow { display: block; }
          th, td { padding: 5px 7px; } }

        """

    static let paper = """
        @media print {
          :root { color-scheme: light; --card: #ffffff; }
          body { font-size: 10.5pt; }
          main { max-width: none; padding: 0; }
          header.report { padding-top: 0; }
          nav.contents, details { display: none; }
          .cards div { border: 1px solid var(--line); }
          figure, tr, .cards { break-inside: avoid; }
          h2, h3, figcaption { break-after: avoid; }
          section { padding-top: 14px; }
          figure { margin: 10px 0 14px; }
          figure svg.wide { width: 86%; }
          * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          @page { margin: 16mm 14mm; } }

        """
}
