#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Thousands of connections need thousands of descriptors: raises the soft limit as far as the hard one allows.
enum OpenFileLimit {
    static func raise() throws {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(resource, &limit) == 0 else { throw BenchError.child("the limit of open files cannot be raised") }
    }

    /// How many this process may open.
    static var now: Int {
        var limit = rlimit()
        getrlimit(resource, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    #if canImport(Glibc)
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let resource = RLIMIT_NOFILE
    #endif
}
