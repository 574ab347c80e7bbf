import Foundation

// `bench` measures everything; the other words are the processes it starts.
let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch arguments.first {
    case "echo-server": try EchoServer.serve()
    case "load": try Load.main(Array(arguments.dropFirst()))
    case "network-selftest": try SelfTest.run()
    default: throw BenchError.usage("bench [echo-server | load PORT FILE SECONDS|once | network-selftest]")
    }
} catch {
    FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
    exit(1)
}
