/// How the HTML index looks. Page numbers on paper come from `@page` where the browser knows its margin boxes.
enum IndexStyle {
    static func sheet(language: IndexLanguage) -> String {
        let page = language == .zh ? "\"第 \" counter(page) \" 页，共 \" counter(pages) \" 页\"" : "\"Page \" counter(page) \" of \" counter(pages)"
        return """
            @page { size: A4; margin: 20mm 18mm 20mm 22mm; @bottom-right { content: \(page); font-size: 8pt; color: #555 } }
            * { box-sizing: border-box }
            body { font: 10.5pt/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif;
              color: #111; max-width: 190mm; margin: 0 auto; padding: 8mm; overflow-wrap: anywhere }
            h1 { font-size: 22pt; margin: 0 0 2mm } h1 small { display: block; font-size: 11pt; color: #555; font-weight: normal }
            header p { margin: 0; color: #333 }
            h2 { font-size: 15pt; margin: 9mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #1f3a5f; color: #1f3a5f; break-after: avoid }
            h3 { font-size: 11pt; margin: 6mm 0 1mm; padding: 1mm 2mm; background: #eef2f7; break-after: avoid }
            small { font-size: 80%; color: #555; font-weight: normal } .mark { font-size: 80%; color: #555; font-weight: normal; float: right }
            p { margin: 1.5mm 0 } p.small { color: #444; font-size: 9pt } p.box { border: .5pt solid #8aa; background: #f7f9fb; padding: 2mm 3mm }
            pre, code { font-family: "DejaVu Sans Mono", Consolas, "WenQuanYi Micro Hei Mono", monospace; font-size: 85% }
            pre { white-space: pre-wrap; background: #f4f4f4; padding: 2mm 3mm }
            table { width: 100%; border-collapse: collapse; margin: 2mm 0; table-layout: fixed; font-size: 9pt }
            th, td { border: .5pt solid #bbb; padding: 1mm 1.5mm; text-align: left; vertical-align: top }
            th { background: #e6ecf3; font-weight: 600 } th small { display: block } thead { display: table-header-group } tr { break-inside: avoid }
            dl { margin: 2mm 0; font-size: 9.5pt } dl.facts div { display: grid; grid-template-columns: 42mm 1fr; border-bottom: .5pt solid #ddd }
            dl.fields { columns: 2; column-gap: 5mm } dl.fields div { display: grid; grid-template-columns: 32mm 1fr; break-inside: avoid;
              border-bottom: .5pt solid #e3e3e3 }
            dt { color: #444; padding: .7mm 0 } dt small { display: block; line-height: 1.2 } dd { margin: 0; padding: .7mm 0 }
            nav p { margin: .5mm 0 } nav .l2 { padding-left: 8mm; font-size: 9.5pt } a { color: #1f3a5f; text-decoration: none }
            footer { margin-top: 10mm; font-size: 8pt; color: #666; border-top: .5pt solid #bbb }
            @media print { body { padding: 0; max-width: none } }
            @media (max-width: 600px) { dl.fields { columns: 1 } }
            """
    }
}
