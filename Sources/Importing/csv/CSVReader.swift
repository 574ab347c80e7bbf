/// Reads CSV (RFC 4180) from pieces of bytes: quoted cells with separators, doubled quotes and line breaks; LF, CRLF or CR; comma,
/// semicolon or tab, told by the heading. Holds one row and one piece at a time.
package struct CSVReader {
    /// Bounds of one row; beyond them the file is refused.
    package static let rowBytes = 256 * 1024
    package static let fieldBytes = 32 * 1024
    package static let columns = 512

    /// One row with its number (1 = heading) and cells.
    package struct Row: Sendable, Equatable {
        package var number: Int
        package var cells: [String]
    }

    private enum Place {
        case fieldStart, plain, quoted, quoteSeen
    }

    private let source: () throws -> [UInt8]?
    private var decoder: TextDecoder
    private var text: [UInt8] = []
    private var index = 0
    private var atEnd = false
    private var afterCR = false
    private var rowNumber = 0
    /// Decoded bytes read before `text`.
    private var before = 0
    package private(set) var separator = UInt8(ascii: ",")
    package let encoding: TextEncoding

    /// `source` gives the next piece of the file, nil at its end. Throws what `source` throws, and `CSVError`.
    package init(_ source: @escaping () throws -> [UInt8]?) throws {
        self.source = source
        var first: [UInt8] = []
        var ended = false
        while first.count < 4_096, !ended {
            if let piece = try source() { first += piece } else { ended = true }
        }
        let (encoding, mark) = TextEncoding.detect(first.prefix(65_536), whole: ended && first.count <= 65_536)
        self.encoding = encoding
        decoder = try TextDecoder(encoding, mark: mark)
        text = decoder.decode(first[mark...], last: ended)
        atEnd = ended
        separator = CSVReader.separator(in: text)
    }

    /// Reads bytes in memory, a piece at a time.
    package init(bytes: [UInt8]) throws {
        var from = 0
        try self.init {
            guard from < bytes.count else { return nil }
            let piece = Array(bytes[from..<min(from + 65_536, bytes.count)])
            from += piece.count
            return piece
        }
    }

    /// The one of `,` `;` tab that stands most often in the first line, outside quotes.
    private static func separator(in text: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var quoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            if !quoted, byte == 10 || byte == 13 { break }
            if !quoted, [44, 59, 9].contains(byte) { counts[byte, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 44
    }

    /// The next row that is not blank; nil at the end of the file.
    package mutating func next() throws -> Row? {
        while let row = try nextLine() {
            if row.cells.count == 1, row.cells[0].allSatisfy(\.isWhitespace) { continue }
            return row
        }
        return nil
    }

    private mutating func nextLine() throws -> Row? {
        var cells: [String] = []
        var field: [UInt8] = []
        var size = 0
        var place = Place.fieldStart
        rowNumber += 1
        while let byte = try nextByte() {
            size += 1
            try check(byte, size: size, field: field.count, columns: cells.count)
            switch (place, byte) {
            case (.quoted, 34): place = .quoteSeen
            case (.quoted, _): field.append(byte)
            case (.quoteSeen, 34):
                field.append(34)
                place = .quoted
            case (_, separator):
                cells.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
                place = .fieldStart
            case (_, 10), (_, 13):
                afterCR = byte == 13
                cells.append(String(decoding: field, as: UTF8.self))
                return Row(number: rowNumber, cells: cells)
            case (.fieldStart, 34): place = .quoted
            case (.quoteSeen, _): throw failure(.strayQuote)
            default:
                field.append(byte)
                place = .plain
            }
        }
        if place == .quoted { throw failure(.openQuote) }
        guard size > 0 else { return nil }
        cells.append(String(decoding: field, as: UTF8.self))
        return Row(number: rowNumber, cells: cells)
    }

    private func check(_ byte: UInt8, size: Int, field: Int, columns: Int) throws(CSVError) {
        if byte == 0 { throw failure(.binary) }
        if size > CSVReader.rowBytes { throw failure(.lineTooLong) }
        if field >= CSVReader.fieldBytes { throw failure(.fieldTooLong) }
        if columns >= CSVReader.columns { throw failure(.tooManyColumns) }
    }

    private mutating func nextByte() throws -> UInt8? {
        while true {
            if index < text.count {
                let byte = text[index]
                index += 1
                // The LF of a CRLF belongs to the row before.
                if afterCR {
                    afterCR = false
                    if byte == 10 { continue }
                }
                return byte
            }
            if let failure = decoder.failure { throw CSVError(failure.kind, row: rowNumber, offset: failure.offset) }
            guard !atEnd else { return nil }
            before += text.count
            index = 0
            let piece = try source()
            atEnd = piece == nil
            text = decoder.decode((piece ?? [])[...], last: atEnd)
        }
    }

    private func failure(_ kind: CSVError.Kind) -> CSVError { CSVError(kind, row: rowNumber, offset: before + index) }
}
