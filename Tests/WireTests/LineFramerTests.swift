import Base
import Testing
import Wire

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct LineFramerTests {
    private let stream = bytes("{\"a\":1}\n\r\n\n{\"年\":\"x\"}\r\n" + String(repeating: "z", count: 40) + "\n{}\n" + String(repeating: "y", count: 20) + "\r\nend\n")
    private var expected: [LineFramer.Event] {
        [
            .line(bytes("{\"a\":1}")), .line(bytes("{\"年\":\"x\"}")), .oversized(prefix: bytes(String(repeating: "z", count: 40))), .line(bytes("{}")),
            .line(bytes(String(repeating: "y", count: 20))), .line(bytes("end")),
        ]
    }

    /// What an overrun reports depends on what had arrived; that it does, and where, must not.
    private func shape(_ events: [LineFramer.Event]) -> [[UInt8]?] {
        events.map { if case .line(let line) = $0 { line } else { nil } }
    }

    @Test func everySplitPointGivesTheSameLines() {
        for first in 0...stream.count {
            for second in stride(from: first, through: stream.count, by: 7) {
                var framer = LineFramer(limit: 20)
                var events = framer.feed(stream[..<first])
                events += framer.feed(stream[first..<second])
                events += framer.feed(stream[second...])
                #expect(shape(events) == shape(expected), "split at \(first), \(second)")
                #expect(framer.pending == 0)
            }
        }
    }

    @Test func byteByByteGivesTheSameLines() {
        var framer = LineFramer(limit: 20)
        #expect(shape(stream.flatMap { framer.feed([$0]) }) == shape(expected))
    }

    @Test func inOnePieceAnOverrunShowsItsBeginning() {
        var framer = LineFramer(limit: 20)
        #expect(framer.feed(stream) == expected)
    }

    @Test func anEndlessLineIsReportedOnceAndKeptNowhere() {
        var framer = LineFramer(limit: 1000)
        var events: [LineFramer.Event] = []
        for _ in 0..<5000 {
            events += framer.feed(Array(repeating: 0x41, count: 1000))
            #expect(framer.pending <= 1001)
        }
        #expect(events.count == 1)
        #expect(framer.feed(bytes("tail\n{}\n")) == [.line(bytes("{}"))])
    }

    @Test func theLimitIsExactAndCountsNeitherLineEnd() {
        for end in ["\n", "\r\n"] {
            var framer = LineFramer(limit: 5)
            #expect(framer.feed(bytes("12345" + end)) == [.line(bytes("12345"))])
            #expect(framer.feed(bytes("123456" + end)) == [.oversized(prefix: bytes("123456"))])
            #expect(framer.feed(bytes("1" + end)) == [.line(bytes("1"))])
        }
    }

    @Test func aRaisedLimitCountsForTheVeryNextLine() {
        var framer = LineFramer(limit: 3)
        framer.append(bytes("abc\ndefgh\n"))
        #expect(framer.next() == .line(bytes("abc")))
        framer.limit = 10
        #expect(framer.next() == .line(bytes("defgh")))
        #expect(framer.next() == nil)
    }
}
