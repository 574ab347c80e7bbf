import NIOCore
package import NIOSSL
import Synchronization
import Wire

/// The certificate chain and key that new TLS connections get. `reload` swaps them whole; open connections keep theirs.
package final class TLSCertificates: Sendable {
    private let chainFile: String
    private let keyFile: String
    // Guards the context handed to new connections.
    private let context: Mutex<NIOSSLContext>

    /// Reads both PEM files; throws `ListenerError.certificate`.
    package init(chainFile: String, keyFile: String) throws(ListenerError) {
        self.chainFile = chainFile
        self.keyFile = keyFile
        context = Mutex(try TLSCertificates.read(chainFile, keyFile))
    }

    /// Reads the files again. On an error the old certificate stays in use.
    package func reload() throws(ListenerError) {
        let new = try TLSCertificates.read(chainFile, keyFile)
        context.withLock { $0 = new }
    }

    package var current: NIOSSLContext { context.withLock { $0 } }

    private static func read(_ chainFile: String, _ keyFile: String) throws(ListenerError) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(chainFile)
        } catch {
            throw .certificate(file: chainFile, reason: "no readable PEM certificates in it")
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
        } catch {
            throw .certificate(file: keyFile, reason: "no readable PEM private key in it")
        }
        guard !chain.isEmpty else { throw .certificate(file: chainFile, reason: "it holds no certificate") }
        var settings = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        settings.minimumTLSVersion = .tlsv13
        settings.applicationProtocols = [Wire.alpn]
        settings.shutdownTimeout = .seconds(2)
        do {
            return try NIOSSLContext(configuration: settings)
        } catch {
            throw .certificate(file: chainFile, reason: "certificate and key do not belong together")
        }
    }
}
