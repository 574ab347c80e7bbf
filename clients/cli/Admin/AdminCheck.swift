import ArgumentParser
import Base
import Records
import Importing
import Wire


struct AdminCheck: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: say("help.admin.check"), discussion: say("help.admin.check.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.admin.import.file"))) var file: String
    @Option(name: .customLong("as"), help: ArgumentHelp(say("help.admin.import.profile"), valueName: "profile")) var importProfile: String

    func perform(_ workspace: Workspace) async throws {
        guard let profile = Profiles.named(importProfile) else {
            throw ValidationError(say("error.import_profile", importProfile, Profiles.all.map(\.name).joined(separator: ", ")))
        }
        let check: ImportCheck
        do {
            check = try ImportCheck.run(bytes: try Files.read(file), profile: profile)
        } catch let error as CommandFailure {
            throw error
        } catch let error as HeadingError {
            throw AdminCheck.unreadable(file, Catalogue.current == .zh ? error.text.zh : error.text.en)
        } catch let error as CSVError {
            throw AdminCheck.unreadable(file, Catalogue.current == .zh ? error.text.zh : error.text.en)
        } catch {
            throw AdminCheck.unreadable(file, "\(error)")
        }
        let issues = check.issues.map { ReportTable.row($0) }
        let data: JSON = [
            "read": .int(Int64(check.read)), "accepted": .int(Int64(check.accepted)), "merged": .int(Int64(check.merged)),
            "refused": .int(Int64(check.refused)), "rows": .array(issues),
        ]
        workspace.output.emit("import_check", data) { page in
            page.line(say("import.checked", "\(check.read)", "\(check.accepted)", "\(check.refused)"))
            if !issues.isEmpty { page.table(ImportRuns.table(issues.prefix(20))) }
            if issues.count > 20 { page.line(page.style.dim(say("import.more", "\(issues.count - 20)"))) }
        }
        if check.refused > 0 { throw ExitCode(ExitStatus.someBad.rawValue) }
    }
    private static func unreadable(_ file: String, _ why: String) -> CommandFailure {
        CommandFailure(.refused, "unreadable", say("error.import_file", file, why))
    }
}
