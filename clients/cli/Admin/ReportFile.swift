import Importing
import Wire

/// An import's report for a spreadsheet.
enum ReportFile {
    static func csv(_ report: JSON) -> [UInt8] { ReportTable.csv(report) }
}
