import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(say("help.profile"), valueName: "name"))
    var profile: String?

    @Option(name: .long, help: ArgumentHelp(say("help.lang"), valueName: "zh-Hans|en"))
    var lang: String?

    @Flag(name: .long, help: ArgumentHelp(say("help.json")))
    var json = false

    @Flag(name: .long, help: ArgumentHelp(say("help.offline")))
    var offline = false

    @Flag(name: .customLong("no-color"), help: ArgumentHelp(say("help.no_color")))
    var noColor = false

    func validate() throws {
        if let lang, Language.read(lang) == nil { throw ValidationError(say("error.lang", lang)) }
    }
}

/// Reading commands may fetch what is new first.
struct FreshOption: ParsableArguments {
    @Flag(name: .customLong("sync"), help: ArgumentHelp(say("help.sync_first")))
    var syncFirst = false
}
