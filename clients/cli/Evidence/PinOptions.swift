import Evidence

/// What the person knows by another way than the file.
enum PinOptions {
    static func pin(key: String?, checkpoint: String?, witnesses: [String]) throws -> Pin {
        var pin = Pin()
        if let key { pin.key = try self.key(key) }
        if let checkpoint {
            pin.checkpoint = Pin.checkpoint(String(decoding: try Files.read(checkpoint), as: UTF8.self))
        }
        pin.witnesses = try witnesses.map { text in
            guard let witness = WitnessVerifier(parsing: text) else { throw CommandFailure(.usage, "no_vkey", say("error.no_vkey", text)) }
            return witness
        }
        return pin
    }

    static func key(_ text: String) throws -> NoteVerifier {
        guard let key = NoteVerifier(parsing: text) else { throw CommandFailure(.usage, "no_vkey", say("error.no_vkey", text)) }
        return key
    }
}
