import Base
import CPango
import Evidence

/// A PDF that cairo writes piece by piece: pages leave memory as soon as they are shown; what stays is the list of objects, the shapes
/// used of each font, links and outline. Owned by one printing.
final class Surface {
    /// Where the bytes go; cairo holds a pointer to it, so it lives as long as the surface.
    private final class Outlet {
        let sink: ([UInt8]) throws -> Void
        var bytes: Int64 = 0
        /// Cairo writes in many small pieces.
        private var buffer: [UInt8] = []
        /// What the sink threw; nothing is written after it.
        var failure: (any Error)?

        init(sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

        func take(_ piece: UnsafeBufferPointer<UInt8>) throws {
            buffer.append(contentsOf: piece)
            bytes += Int64(piece.count)
            if buffer.count >= Limits.indexPieceBytes { try flush() }
        }

        func flush() throws {
            if !buffer.isEmpty { try sink(buffer) }
            buffer.removeAll(keepingCapacity: true)
        }
    }

    private let outlet: Outlet
    private let surface: OpaquePointer
    let context: OpaquePointer

    var bytes: Int64 { outlet.bytes }

    init(properties: DocumentProperties, sink: @escaping ([UInt8]) throws -> Void) throws {
        outlet = Outlet(sink: sink)
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let outlet = Unmanaged<Outlet>.fromOpaque(closure).takeUnretainedValue()
            guard outlet.failure == nil else { return CAIRO_STATUS_WRITE_ERROR }
            do {
                try outlet.take(UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            } catch {
                outlet.failure = error
                return CAIRO_STATUS_WRITE_ERROR
            }
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(write, Unmanaged.passUnretained(outlet).toOpaque(), Sheet.width, Sheet.height),
            let context = cairo_create(surface)
        else { throw IndexPressError.drawing("no surface") }
        self.surface = surface
        self.context = context
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        for (key, text) in [
            (CAIRO_PDF_METADATA_TITLE, properties.title), (CAIRO_PDF_METADATA_SUBJECT, properties.subject),
            (CAIRO_PDF_METADATA_CREATOR, "Gongdao"), (CAIRO_PDF_METADATA_CREATE_DATE, properties.made),
            (CAIRO_PDF_METADATA_MOD_DATE, properties.made),
        ] { cairo_pdf_surface_set_metadata(surface, key, PlainText.clean(text)) }
        try check()
    }

    deinit {
        // Cairo writes the rest of the file when it lets go of an unfinished surface: nobody is there to take it any more.
        if outlet.failure == nil { outlet.failure = IndexPressError.drawing("given up") }
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    func showPage() throws {
        cairo_show_page(context)
        try check()
    }

    /// Writes fonts and directory; nothing may be drawn after it.
    func finish() throws {
        cairo_surface_finish(surface)
        try check()
        try outlet.flush()
    }

    /// An entry of the outline beside the pages; `parent` is what an earlier call returned, 0 for the top.
    func outline(_ title: String, anchor: String, parent: Int32, open: Bool) -> Int32 {
        let flags = open ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(0)
        return cairo_pdf_surface_add_outline(surface, parent, PlainText.clean(title), "dest='\(anchor)'", flags)
    }

    func check() throws {
        if let failure = outlet.failure { throw failure }
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw IndexPressError.drawing(String(cString: cairo_status_to_string(status)))
        }
    }
}
