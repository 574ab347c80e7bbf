import Base
import Importing
import Records
import Tenancy

/// The file of a run as it lies in its blob: a chunk of 192 KiB is opened when the reader comes to it, and only one is held.
struct ImportFile: Sendable {
    private let partition: Partition
    private let hash: String
    private let run: String

    init(_ partition: Partition, _ run: ImportRun) {
        self.partition = partition
        (hash, self.run) = (run.blob, run.id)
    }

    /// Reads from the beginning. Blocks: on a pool thread only.
    func rows(_ profile: Profile) throws -> RowReader {
        var index: Int64 = 0
        let (partition, hash, run) = (partition, hash, run)
        let csv = try CSVReader {
            let chunk = try partition.readNow { try $0.blobChunk(hash, of: ImportRun.schema, id: run, index) }
            if chunk == nil, index == 0 { throw ImportWork.Failure(text: "file") }
            index += 1
            return chunk
        }
        return try RowReader(csv, profile)
    }
}

/// Rows of a file, some at a time.
///
/// `@unchecked Sendable`: the run that made it reads one batch after another, each awaited before the next; nobody else has it.
final class ImportRows: @unchecked Sendable {
    private var reader: RowReader
    let parser: RowParser

    init(_ reader: RowReader) {
        self.reader = reader
        parser = reader.parser
    }

    /// At most `count` rows whose numbers are not below `from`; fewer at the end only. Blocks: on a pool thread only.
    func next(_ count: Int, from: Int) throws -> [CSVReader.Row] {
        var rows: [CSVReader.Row] = []
        while rows.count < count, let row = try reader.next() {
            if row.number >= from { rows.append(row) }
        }
        return rows
    }
}
