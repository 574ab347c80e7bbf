package import Records

/// Why a value is refused. A stable word for programs, and a sentence that says what to do.
package enum FieldError: String, Error, Sendable, CaseIterable {
    case missing
    case shortened = "spreadsheet_number"
    case date
    case ambiguousDate = "ambiguous_date"
    case impossibleDate = "impossible_date"
    case money = "ambiguous_money"
    case number
    case identityNumber = "identity_number"
    case identityCheck = "identity_check_digit"
    case identityDate = "identity_birth_date"
    case phone
    case word
    case tooLong = "too_long"
    case staffNo = "staff_no"
    case period
    case order

    package var hint: LocalizedText {
        switch self {
        case .missing: LocalizedText(zh: "此项必填。", en: "This is required.")
        case .shortened:
            LocalizedText(
                zh: "电子表格把号码改写成了科学计数法，末尾数字已丢失；请把该列设为文本后重新填写。",
                en: "The spreadsheet turned this number into scientific notation and lost its last digits; set the column to text and enter it again.")
        case .date: LocalizedText(zh: "不是日期；请写作 2026-03-09。", en: "Not a date; write it as 2026-03-09.")
        case .ambiguousDate: LocalizedText(zh: "分不清月和日；请写作 2026-03-09。", en: "Day or month first? Write it as 2026-03-09.")
        case .impossibleDate: LocalizedText(zh: "没有这一天，或超出合理范围。", en: "There is no such day, or it is out of any reasonable range.")
        case .money: LocalizedText(zh: "金额不明确；请写作 1234.50。", en: "The amount is not clear; write it as 1234.50.")
        case .number: LocalizedText(zh: "不是所要的数字。", en: "Not a number as expected here.")
        case .identityNumber: LocalizedText(zh: "证件号码的长度或字符不对。", en: "The identity number has a wrong length or character.")
        case .identityCheck: LocalizedText(zh: "身份证号码的校验位不符（GB 11643）。", en: "The check digit of the identity number is wrong (GB 11643).")
        case .identityDate: LocalizedText(zh: "身份证号码中的出生日期不存在。", en: "The birth date in the identity number does not exist.")
        case .phone: LocalizedText(zh: "不是电话号码。", en: "Not a telephone number.")
        case .word: LocalizedText(zh: "不是可识别的选项。", en: "Not one of the known words.")
        case .tooLong: LocalizedText(zh: "内容过长。", en: "Too long.")
        case .staffNo: LocalizedText(zh: "工号只能含字母、数字和 . _ -，最长32个字符。", en: "A staff number has letters, digits and . _ - only, at most 32.")
        case .period: LocalizedText(zh: "不是月份；请写作 2026-03。", en: "Not a month; write it as 2026-03.")
        case .order: LocalizedText(zh: "结束早于开始。", en: "It ends before it begins.")
        }
    }
}
