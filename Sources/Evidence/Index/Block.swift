/// What an index is made of, whoever renders it. Blocks come one after another and are never held together, so that an index of
/// any length is written in bounded memory.
package enum Block: Sendable, Equatable {
    /// The title of the document and the lines below it.
    case title(Phrase, lines: [String])
    /// Labels with their values, one below the other, on the first page.
    case facts([Field])
    /// The table of contents.
    case contents(Phrase, [ContentsLine])
    /// A numbered part of the document.
    case section(number: Int, Phrase, anchor: String)
    /// The heading of one item: `number` as in `4.12`, and what stands at its right end.
    case item(number: String, title: Phrase, mark: String, anchor: String)
    case text(Phrase, Tone)
    /// Labels with their values, packed: short ones two in a row.
    case fields([Field])
    case table([TableColumn])
    /// `anchor`: what others call the row by, where they may.
    case row([TableCell], anchor: String? = nil)
    case endTable

    package enum Tone: String, Sendable {
        case body, small
        /// Set apart in a box.
        case box
        /// Commands, notes of a log, keys.
        case code
    }

    package struct Field: Sendable, Equatable {
        package var label: Phrase
        package var value: String
        package var tone: Tone

        package init(_ label: Phrase, _ value: String, tone: Tone = .body) {
            self.label = label
            self.value = value
            self.tone = tone
        }
    }

    package struct ContentsLine: Sendable, Equatable {
        /// 1 for a section, 2 for an item in it.
        package var level: Int
        package var number: String
        package var title: Phrase
        package var anchor: String
        /// How many items the section has; nil where that says nothing.
        package var count: Int?
    }

    package struct TableColumn: Sendable, Equatable {
        package var title: Phrase
        /// Its share of the width.
        package var share: Int

        package init(_ title: Phrase, _ share: Int) {
            self.title = title
            self.share = share
        }
    }

    /// Lines of text below each other in one cell.
    package struct TableCell: Sendable, Equatable {
        package var lines: [CellLine]
        /// An item elsewhere in the document: the first line becomes a link, and a printed page adds the page's number.
        package var target: String?

        package init(_ lines: [CellLine], target: String? = nil) {
            self.lines = lines
            self.target = target
        }

        package init(_ text: String, _ tone: Tone = .body) { self.init([CellLine(text, tone)]) }
    }

    package struct CellLine: Sendable, Equatable {
        package var text: String
        package var tone: Tone

        package init(_ text: String, _ tone: Tone = .body) {
            self.text = text
            self.tone = tone
        }
    }
}

/// A document that can be told from its beginning as often as needed: once for HTML, twice for pages with a table of contents.
package protocol BlockSource {
    /// Language, title and time for the reader's program.
    var properties: DocumentProperties { get }
    func play(_ take: (Block) throws -> Void) throws
}

/// What a document says of itself to the program that shows it.
package struct DocumentProperties: Sendable, Equatable {
    package var title: String
    package var subject: String
    package var language: IndexLanguage
    /// RFC 3339, UTC; the only time in the output, so that the same document gives the same bytes.
    package var made: String
    /// Blocks to expect, for progress; an estimate.
    package var blocks: Int
    /// What stands at the foot of every page beside its number.
    package var footer: String

    package init(title: String, subject: String, language: IndexLanguage, made: String, blocks: Int, footer: String) {
        self.title = title
        self.subject = subject
        self.language = language
        self.made = made
        self.blocks = blocks
        self.footer = footer
    }
}
