import Base
import Importing
import Testing

@Suite("Reading CSV") struct CSVTests {
    private func rows(_ bytes: [UInt8]) throws -> [[String]] {
        var reader = try CSVReader(bytes: bytes)
        var out: [[String]] = []
        while let row = try reader.next() { out.append(row.cells) }
        return out
    }

    @Test("Quoted cells, doubled quotes, line breaks inside cells, CRLF, CR, LF and blank lines")
    func shapes() throws {
        let text = "a,b,c\r\n\"x, y\",\"he said \"\"hi\"\"\",\"two\nlines\"\r\n\r\n,,\r1,\"\",3"
        #expect(try rows(Array(text.utf8)) == [["a", "b", "c"], ["x, y", "he said \"hi\"", "two\nlines"], ["", "", ""], ["1", "", "3"]])
    }

    @Test("Semicolons and tabs are told from the heading")
    func separators() throws {
        #expect(try rows(Array("a;b;c,d\n1;2;3\n".utf8)) == [["a", "b", "c,d"], ["1", "2", "3"]])
        #expect(try rows(Array("a\tb\n1\t2".utf8)) == [["a", "b"], ["1", "2"]])
    }

    @Test("UTF-8 with and without mark, UTF-16 in both orders, with and without mark, and GB18030 give the same rows")
    func encodings() throws {
        let text = "工号,姓名\nA1,欧阳娜娜\nA2,麦麦提·吐尔逊\n"
        let utf16 = Array(text.utf16)
        func bytes(_ big: Bool) -> [UInt8] {
            utf16.flatMap { big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
        }
        // 工号,姓名 … in GB18030, written out: the test shall not ask the decoder what is right.
        let gb: [UInt8] = [0xB9, 0xA4, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0A, 0x41, 0x31, 0x2C, 0xC5, 0xB7, 0xD1, 0xF4, 0x0A]
        let wanted = [["工号", "姓名"], ["A1", "欧阳娜娜"], ["A2", "麦麦提·吐尔逊"]]
        #expect(try rows(Array(text.utf8)) == wanted)
        #expect(try rows([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == wanted)
        #expect(try rows([0xFF, 0xFE] + bytes(false)) == wanted)
        #expect(try rows([0xFE, 0xFF] + bytes(true)) == wanted)
        #expect(try rows(bytes(false)) == wanted)
        #expect(try rows(bytes(true)) == wanted)
        #expect(try rows(gb) == [["工号", "姓名"], ["A1", "欧阳"]])
    }

    @Test("A character cut by the border of two pieces is read whole, in every encoding")
    func cuts() throws {
        let text = Array("工号,姓名\n".utf8) + Array(repeating: Array("A1,𠮷田 é\n".utf8), count: 600).joined()
        for size in [1, 2, 3, 5, 7] {
            var from = 0
            var reader = try CSVReader {
                guard from < text.count else { return nil }
                defer { from += size }
                return Array(text[from..<min(from + size, text.count)])
            }
            #expect(try reader.next()?.cells == ["工号", "姓名"])
            var count = 0
            while let row = try reader.next() {
                count += 1
                if row.cells != ["A1", "𠮷田 é"] { Issue.record("row \(row)") }
            }
            #expect(count == 600)
        }
    }

    @Test("What is no text, or has lost its structure, is refused with row and byte")
    func refusals() throws {
        func error(_ bytes: [UInt8]) -> CSVError? {
            do {
                _ = try rows(bytes)
                return nil
            } catch { return error as? CSVError }
        }
        let heading = Array("a,b\n".utf8)
        #expect(error(heading + Array("\"x,1\n".utf8))?.kind == .openQuote)
        #expect(error(heading + Array("\"x\"y,1\n".utf8)) == CSVError(.strayQuote, row: 2, offset: 8))
        #expect(error(heading + [65, 0, 66, 44, 67, 10] + [UInt8](repeating: 65, count: 400))?.kind == .binary)
        #expect(error(heading + [UInt8](repeating: 65, count: CSVReader.fieldBytes + 1))?.kind == .fieldTooLong)
        #expect(error([UInt8](repeating: 44, count: CSVReader.columns + 1))?.kind == .tooManyColumns)
        // Valid UTF-8 far into the file, then a byte that belongs to none: the offset names it.
        let long = heading + Array(repeating: Array("工,2\n".utf8), count: 30_000).joined()
        #expect(error(long + [0xFF, 10]) == CSVError(.encoding, row: 30_002, offset: long.count))
    }

    @Test("A million cells pass through without being kept")
    func memory() throws {
        // More is asked for only when what was given has been passed on: what is held is bounded by two portions.
        var (line, count, most) = (0, 0, 0)
        var reader = try CSVReader {
            guard line < 200_000 else { return nil }
            most = max(most, line - count)
            defer { line += 500 }
            return (line..<line + 500).flatMap { Array("G\($0),某某某,生产部,操作工,5000.00\n".utf8) }
        }
        while try reader.next() != nil { count += 1 }
        #expect(count == 200_000)
        #expect(most <= 1_000, "\(most) rows were held")
    }
}
