import Base

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The limit of open files, against what the configuration promises.
enum OpenFiles {
    /// Raises the soft limit as far as the hard one allows, then compares. Throws `StartRefusal.tooFewFiles`.
    static func check(connections: Int, tenants: Int) throws(StartRefusal) {
        let needed = connections + tenants * Limits.descriptorsPerTenant + Limits.spareDescriptors
        var limit = rlimit()
        getrlimit(RLIMIT_NOFILE_RESOURCE, &limit)
        if limit.rlim_cur < UInt(needed), limit.rlim_max > limit.rlim_cur {
            limit.rlim_cur = limit.rlim_max
            setrlimit(RLIMIT_NOFILE_RESOURCE, &limit)
            getrlimit(RLIMIT_NOFILE_RESOURCE, &limit)
        }
        if limit.rlim_cur < UInt(needed) { throw .tooFewFiles(limit: Int(clamping: limit.rlim_cur), needed: needed) }
    }

    #if canImport(Glibc)
    private static let RLIMIT_NOFILE_RESOURCE = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let RLIMIT_NOFILE_RESOURCE = RLIMIT_NOFILE
    #endif
}
