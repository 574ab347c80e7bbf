package import Base

/// One line of the list of evidence that goes to a tribunal: number, source, object of proof, date, copies
/// (最高人民法院关于民事诉讼证据的若干规定 art. 19). The number is its place.
package struct ProofEntry: Codable, Sendable, Hashable {
    package var item: Wording
    package var source: Wording
    package var proves: Wording
    package var time: Timestamp?
    /// Sheets or copies to hand in; nil is printed as a blank to fill in.
    package var copies: Int?
    package var place: EntryPlace?

    package init(item: Wording, source: Wording, proves: Wording, time: Timestamp? = nil, copies: Int? = nil, place: EntryPlace? = nil) {
        self.item = item
        self.source = source
        self.proves = proves
        self.time = time
        self.copies = copies
        self.place = place
    }
}
