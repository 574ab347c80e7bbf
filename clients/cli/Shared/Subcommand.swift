import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// A command of this program: does its work with a workspace; failures are told in words, with what to do next and an exit status.
protocol Subcommand: AsyncParsableCommand {
    var options: GlobalOptions { get }
    func perform(_ workspace: Workspace) async throws
}

extension Subcommand {
    func run() async throws {
        let workspace: Workspace
        do {
            workspace = try Workspace(options)
        } catch {
            throw Failure.report(error, Workspace.output(options))
        }
        do {
            try await perform(workspace)
            await workspace.end()
        } catch let exit as ExitCode {
            await workspace.end()
            throw exit
        } catch let error as ValidationError {
            throw error
        } catch {
            await workspace.end()
            throw Failure.report(error, workspace.output)
        }
    }
}
