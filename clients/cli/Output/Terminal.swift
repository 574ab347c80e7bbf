#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What this process's outputs are connected to, and how to ask on a terminal.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(1) == 1 }
    static var errorIsTerminal: Bool { isatty(2) == 1 }
    static var inputIsTerminal: Bool { isatty(0) == 1 }

    /// Columns, where output goes to a terminal.
    static var width: Int? {
        guard outputIsTerminal else { return nil }
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
        return Int(size.ws_col)
    }

    static func write(_ text: String) { put(text, to: 1) }
    static func writeError(_ text: String) { put(text, to: 2) }

    private static func put(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { send(file, $0) }
            // A reader that has gone (`| head`) ends the output, not the work.
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }

    private static func send(_ file: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        Darwin.write(file, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.write(file, buffer.baseAddress, buffer.count)
        #else
        Glibc.write(file, buffer.baseAddress, buffer.count)
        #endif
    }

    /// One line from the person, without showing what is typed; nil at the end of input. From a pipe: one line of it.
    static func secret(_ prompt: String) -> String? {
        guard inputIsTerminal else { return readLine(strippingNewline: true) }
        writeError(prompt)
        var old = termios()
        let isSet = tcgetattr(0, &old) == 0
        if isSet {
            var hidden = old
            hidden.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSAFLUSH, &hidden)
        }
        defer {
            if isSet { tcsetattr(0, TCSAFLUSH, &old) }
            writeError("\n")
        }
        return readLine(strippingNewline: true)
    }

    /// Yes or no on a terminal; nil where there is nobody to ask.
    static func confirm(_ question: String) -> Bool? {
        guard inputIsTerminal, errorIsTerminal else { return nil }
        writeError(question)
        guard let answer = readLine(strippingNewline: true)?.lowercased() else { return false }
        return ["y", "yes", "是", "好"].contains(answer)
    }
}
