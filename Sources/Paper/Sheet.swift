/// The page: A4 in points, with room to bind at the left.
enum Sheet {
    static let width = 595.28
    static let height = 841.89
    static let left = 62.0
    static let right = 51.0
    static let top = 62.0
    static let bottom = 62.0
    static let textWidth = width - left - right
    static let textHeight = height - top - bottom
    static let end = height - bottom
}
