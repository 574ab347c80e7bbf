import ArgumentParser
import Bootstrap

@main
struct Main {
    static func main() async { await Gongdaod.main() }
}
