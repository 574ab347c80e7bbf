package import Base

/// Citizen identity numbers (GB 11643-1999, ISO 7064 MOD 11-2) and the other papers people work with.
package enum IdentityField {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432")

    package struct Paper: Sendable, Equatable {
        /// `resident_id`, `passport` or `permit`.
        package var type: String
        package var number: String
        /// From a resident number only.
        package var birth: LocalDate?
        package var isMale: Bool?
    }

    /// Reads an identity paper's number. 18 digits are checked; old 15-digit numbers, which have no check digit, are refused.
    package static func read(_ text: String, type: String? = nil) throws(FieldError) -> Paper {
        if FieldText.isShortened(text) { throw .shortened }
        let number = text.uppercased().replacing(" ", with: "")
        if number.count == 18, type == nil || type == "resident_id" { return try resident(number) }
        if type == "resident_id" { throw .identityNumber }
        let isLetters = number.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        // Passports have 8 or 9 characters, permits (Hong Kong, Macao, Taiwan, foreigners) 8 to 15; bare digits of 15 are an old number.
        guard isLetters, (7...15).contains(number.count), number.contains(where: \.isNumber) else { throw .identityNumber }
        guard number.contains(where: \.isLetter) || type != nil else { throw .identityNumber }
        return Paper(type: type ?? (number.count <= 9 ? "passport" : "permit"), number: number)
    }

    private static func resident(_ number: String) throws(FieldError) -> Paper {
        let characters = Array(number)
        var digits: [Int] = []
        for character in characters.prefix(17) {
            guard let digit = character.wholeNumberValue, character.isASCII else { throw .identityNumber }
            digits.append(digit)
        }
        guard checkDigit(digits) == characters[17] else { throw .identityCheck }
        guard let year = Int(number.dropFirst(6).prefix(4)), let month = Int(number.dropFirst(10).prefix(2)),
            let day = Int(number.dropFirst(12).prefix(2)), (1900...2100).contains(year),
            let birth = LocalDate(year: year, month: month, day: day)
        else { throw .identityDate }
        return Paper(type: "resident_id", number: number, birth: birth, isMale: digits[16] % 2 == 1)
    }

    /// The 18th character for the first 17 digits.
    package static func checkDigit(_ digits: [Int]) -> Character {
        checks[zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11]
    }
}
