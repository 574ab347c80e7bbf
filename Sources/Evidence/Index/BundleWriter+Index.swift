extension BundleWriter {
    /// Writes the pages for reading: `index.html`, and `index.pdf` where there is a press that can. What could not be printed becomes a
    /// gap of the manifest; a press that fails after its first byte fails the bundle, whose member it cannot take back.
    ///
    /// `drain` is called after every piece, so that the caller hands on what is ready and memory stays bounded; `progress` as for
    /// `IndexPress.typeset`.
    package func index(
        _ document: some BlockSource, press: (any IndexPress)?, drain: @escaping () throws -> Void,
        progress: (_ done: Int, _ of: Int) throws -> Void
    ) throws {
        try begin("index.html", type: "text/html; charset=utf-8")
        try IndexHTML.write(document) { piece in
            try self.write(piece)
            try drain()
        }
        try end()
        guard let press else { return gap(IndexPressError.noPress.gap) }
        var isOpen = false
        do {
            let printed = try press.typeset(document, to: { piece in
                // A PDF is compressed in itself.
                if !isOpen { try self.begin("index.pdf", type: "application/pdf", stored: true) }
                isOpen = true
                try self.write(piece)
                try drain()
            }, progress: progress)
            if isOpen { try end() }
            if let missing = printed.gap { gap(missing) }
        } catch let error as IndexPressError where !isOpen {
            gap(error.gap)
        }
    }

    private func gap(_ remark: Remark) { gap(Manifest.Gap(code: remark.code, zh: remark.text.zh, en: remark.text.en)) }
}
