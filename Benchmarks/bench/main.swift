import Foundation

// `bench` measures everything; the words below the first are the processes that it starts.
let arguments = Array(CommandLine.arguments.dropFirst())
signal(SIGPIPE, SIG_IGN)
do {
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "echo-server": try EchoServer.serve()
    case "load": try Load.main(rest)
    case "hold": try IdleHolder.main(rest)
    case "write-bundle": try BundleWriting.main(rest)
    case "serve": try await World.serve(rest)
    default: try await Run.main(arguments)
    }
} catch {
    FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
    exit(1)
}
