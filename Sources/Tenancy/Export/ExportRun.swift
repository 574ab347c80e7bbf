import Base
import Casework
import Evidence
import Foundation
import Records
import Store
import Wire

/// One bundle on its way, on a thread that may block: reads the log and the records in slices, so that nothing is held up, and writes
/// into a spool that nobody else can read. What a crash interrupts leaves nothing behind and is begun again.
struct ExportRun: Sendable {
    let partition: Partition
    let job: ExportJob
    let audience: ExportAudience
    let progress: ExportProgress
    let press: (any IndexPress)?

    /// Reads one slice as of its own instant. Ends the work where it is not wanted any more.
    func slice<R>(_ body: (PartitionReader) throws -> R) throws -> R {
        try progress.check()
        partition.touch()
        return try partition.readBlocking(body)
    }

    func plan() throws -> ExportPlan {
        var planner = try ExportPlanner(self, sizes: job.sizes)
        return try planner.make()
    }

    /// The whole archive. Throws `ExportStop.refused` 1406 beyond `Limits.exportBytes`.
    func write(_ plan: ExportPlan) throws -> ExportSpool {
        let folder = FileManager.default.temporaryDirectory
        let spool = try ExportSpool(folder: folder, random: partition.core.random)
        let writer = try ExportWriter(self, plan, spool, book: IndexBook(folder: folder, random: partition.core.random))
        try writer.write()
        try spool.finish()
        return spool
    }
}

extension Partition {
    /// For work on a thread of its own that may block.
    func readBlocking<R>(_ body: (PartitionReader) throws -> R) throws -> R {
        let sealer = core.sealer()
        return try stores.now.readNow { try body(PartitionReader(core: core, snapshot: $0, sealer: sealer)) }
    }
}
