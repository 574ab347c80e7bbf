import Base
import Foundation
import Store
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Room set aside for the day the disk is full. SQLite needs a little of it even to read: each open file has an index of its log (32 KiB)
/// that must be made when it is opened. When an opening finds no room, the reserve is given up; from then on nothing but that may use
/// it: every write is refused as `StoreError.full`, until the reserve could be made again, which says that there is room.
final class DiskReserve: Sendable {
    private struct State {
        var isHeld: Bool
        var tried = ContinuousClock.now
    }

    private let path: String
    private let bytes: Int
    /// Guards whether the file is there; held while it is made or removed.
    private let state: Mutex<State>
    /// The same, cheap to ask at each write.
    private let isSpent: Atomic<Bool>

    /// How often a write tries whether there is room again.
    private static let retry = Duration.seconds(1)

    /// Makes the file where it is missing; a disk that is full already leaves it unmade, and then nothing is given up later.
    init(directory: String, bytes: Int) {
        (path, self.bytes) = (directory + "/reserve", bytes)
        let isHeld = DiskReserve.isWhole(path, bytes) || DiskReserve.make(path, bytes)
        state = Mutex(State(isHeld: isHeld))
        isSpent = Atomic(false)
    }

    /// Frees the reserve for an opening that found no room; false where there was none left, and trying again is of no use.
    func give() -> Bool {
        state.withLock { state in
            isSpent.store(true, ordering: .releasing)
            guard state.isHeld else { return false }
            state.isHeld = false
            state.tried = .now
            try? FileManager.default.removeItem(atPath: path)
            return true
        }
    }

    /// Throws `StoreError.full` while the reserve is spent.
    func checkRoom() throws {
        guard isSpent.load(ordering: .acquiring) else { return }
        try state.withLock { state in
            guard .now - state.tried >= DiskReserve.retry else { throw StoreError.full }
            state.tried = .now
            guard DiskReserve.make(path, bytes) else { throw StoreError.full }
            state.isHeld = true
            isSpent.store(false, ordering: .releasing)
        }
    }

    private static func isWhole(_ path: String, _ bytes: Int) -> Bool {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? NSNumber
        return size?.intValue == bytes
    }

    /// Real blocks, not a hole; false leaves nothing behind.
    private static func make(_ path: String, _ bytes: Int) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        #if canImport(Darwin)
        let isMade = ftruncate(file, off_t(bytes)) == 0
        #else
        let isMade = posix_fallocate(file, 0, off_t(bytes)) == 0
        #endif
        if !isMade { unlink(path) }
        return isMade
    }
}
