/// Which files are taken as attachments: pictures, papers, invoices, recordings; nothing that a handler's computer would run.
///
/// The type is what the uploader says; nobody looks into the bytes, so that what is downloaded again is shown or saved, never opened.
public enum MediaType {
    private static let allowed: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/gif", "image/tiff", "image/bmp",
        "application/pdf", "application/ofd", "text/plain", "text/csv", "application/json", "application/xml", "text/xml",
        "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr", "audio/wav", "audio/ogg", "video/mp4", "video/quicktime", "video/webm",
        "message/rfc822", "application/zip",
    ]

    /// `type/subtype` of RFC 6838, in lower case and without parameters.
    public static func isAllowed(_ text: String) -> Bool { allowed.contains(text) }
}
