package import Evidence

/// Prints documents with pangocairo: A4, numbered pages, table of contents, outline. Memory does not grow with the length of the
/// document but for links and page numbers that the contents name.
package struct PaperPress: IndexPress {
    private let probe: String

    /// `probe`: characters without which no Chinese document can be set.
    package init(probe: String = "公道证据包送达签名") { self.probe = probe }

    package func typeset(
        _ document: some BlockSource, to sink: @escaping ([UInt8]) throws -> Void, progress: (_ done: Int, _ of: Int) throws -> Void
    ) throws -> PrintedIndex {
        let properties = document.properties
        let surface = try Surface(properties: properties, sink: sink)
        let setter = try Typesetter(surface: surface)
        guard probe.unicodeScalars.allSatisfy(setter.widths.hasShape) else { throw IndexPressError.noChineseFont }

        var done = 0
        func pass(_ known: PageMap?) throws -> PageMap {
            let pages = Compositor(surface: surface, setter: setter, properties: properties, known: known)
            var setting = Setting(pages)
            try document.play { block in
                try setting.set(block)
                done += 1
                if done % 64 == 0 { try progress(done, max(done, 2 * properties.blocks)) }
            }
            for block in missing(setter, properties.language) { try setting.set(block) }
            try pages.finish()
            return pages.map
        }
        let map = try pass(nil)
        let drawn = try pass(map)
        guard drawn.pages == map.pages, drawn.anchors == map.anchors else { throw IndexPressError.unsteady }
        try surface.finish()
        try progress(done, done)
        return PrintedIndex(pages: map.pages, bytes: surface.bytes, missing: setter.widths.missing.sorted())
    }

    /// What the document itself says of characters it could not show.
    private func missing(_ setter: Typesetter, _ language: IndexLanguage) -> [Block] {
        guard let gap = PrintedIndex(pages: 0, bytes: 0, missing: setter.widths.missing.sorted()).gap else { return [] }
        return [.text(language.phrase(gap.text), .small)]
    }
}
