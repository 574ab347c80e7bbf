import Base
import Testing
import Wire

private func scan(_ text: String) -> RequestLine { RequestHead.scan(Array(text.utf8)) }

private func one(_ text: String) throws -> RequestHead {
    guard case .one(let head) = scan(text) else { throw Unexpected() }
    return head
}

private func fault(_ text: String) throws -> RequestFault {
    guard case .bad(let fault) = scan(text) else { throw Unexpected() }
    return fault
}

private struct Unexpected: Error {}

@Suite struct RequestHeadTests {
    @Test func idsAreEchoedAsTheyCame() throws {
        #expect(try one(#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#).id == .int(0))
        #expect(try one(#"{"jsonrpc":"2.0","id":"0","method":"ping"}"#).id == .string("0"))
        #expect(try one(#"{"jsonrpc":"2.0","id":-7,"method":"ping"}"#).id == .int(-7))
        #expect(try one(#"{"jsonrpc":"2.0","method":"ping"}"#).id == nil)
        var writer = JSONWriter()
        RequestID.string("年\"").write(into: &writer)
        #expect(writer.finish() == Array(#""年\"""#.utf8))
    }

    @Test func theParametersAreASpanOfTheLine() throws {
        let text = #"{"method":"sync.pull","x":[1],"params":{"cur":"kq","wait_s":25},"id":3,"jsonrpc":"2.0"}"#
        let head = try one(text)
        let range = try #require(head.paramsRange)
        #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == #"{"cur":"kq","wait_s":25}"#)
        #expect(head.params?["wait_s"]?.int == 25 && head.hasObjectParams)
        #expect(try one(#"{"jsonrpc":"2.0","id":1,"method":"m","params":[1]}"#).hasObjectParams == false)
    }

    @Test func whatIsNoRequestIsToldWithItsId() throws {
        let cases: [(String, RequestID?)] = [
            ("1", nil), (#""x""#, nil), ("{}", nil), (#"{"jsonrpc":"1.0","id":1,"method":"m"}"#, .int(1)), (#"{"jsonrpc":"2.0","id":5}"#, .int(5)),
            (#"{"jsonrpc":"2.0","id":5,"method":7}"#, .int(5)), (#"{"jsonrpc":"2.0","id":null,"method":"m"}"#, nil), ("[]", nil),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"m"}"#, nil), (#"{"jsonrpc":"2.0","id":"a","result":1}"#, .string("a")),
        ]
        for (text, id) in cases {
            let found = try fault(text)
            #expect(found.error.code == .invalidRequest && found.id == id, "\(text)")
        }
    }

    @Test func brokenLinesKeepTheIdThatStoodBeforeTheFault() throws {
        let found = try fault(#"{"jsonrpc":"2.0","id":"k9","method":"ping","params":{"a":1,"a":2}}"#)
        #expect(found.error.code == .parseError && found.id == .string("k9"))
        #expect(found.error.data?["reason"] == "duplicate_key")
        #expect(try fault("\u{1}\u{2}").id == nil)
    }

    @Test func anIdIsFoundInTheBeginningOfALineOnlyWhenItIsCertain() {
        func id(_ text: String) -> RequestID? { RequestHead.id(inPrefix: Array(text.utf8)) }
        #expect(id(#"{"jsonrpc":"2.0","id":12,"method":"x","params":{"id":99,"data":"AAAA"#) == .int(12))
        #expect(id(#"{"params":{"id":99},"id":"z","da"#) == .string("z"))
        #expect(id(#"{"params":{"id":99,"data":"AAAA"#) == nil)
        #expect(id(#"{"id":12"#) == nil)
        #expect(id(#"{"id":"ab"#) == nil)
        #expect(id("[[[") == nil && id("") == nil)
    }

    @Test func batchesKeepBadMembersAtTheirPlace() throws {
        guard case .batch(let members) = scan(#"[{"jsonrpc":"2.0","id":1,"method":"a"},7,{"jsonrpc":"2.0","method":"b"}]"#) else { throw Unexpected() }
        #expect(members.count == 3)
        #expect(try members[0].get().method == "a" && members[2].get().id == nil)
        #expect(throws: RequestFault.self) { try members[1].get() }
        let many = "[" + Array(repeating: "1", count: Limits.batchMembers + 1).joined(separator: ",") + "]"
        #expect(try fault(many).error.code == .tooLarge)
    }

    @Test func answersAreWrittenAsClientsReadThem() throws {
        #expect(String(decoding: Envelope.answer(.int(0), result: Array("{}".utf8)), as: UTF8.self) == "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}\n")
        let error = RPCError(.queueGap, value: 42, data: ["x": 1])
        let line = Envelope.failure(.string("a"), error)
        #expect(String(decoding: line, as: UTF8.self) == #"{"jsonrpc":"2.0","id":"a","error":{"code":1302,"message":"queue_gap 42","data":{"x":1}}}"# + "\n")
        guard case .failure(let id, let read)? = IncomingMessage(line.dropLast()) else { throw Unexpected() }
        #expect(id == .string("a") && read == error)
        guard case .failure(nil, _)? = IncomingMessage(Envelope.failure(nil, error).dropLast()) else { throw Unexpected() }
        guard case .notification("sync.poke", let params)? = IncomingMessage(Envelope.request(nil, method: "sync.poke", params: Array("{}".utf8)).dropLast())
        else { throw Unexpected() }
        #expect(params?.kind == .object)
        guard case .batch(let members)? = IncomingMessage(Envelope.batch([line, Envelope.answer(.int(1), result: [0x31])]).dropLast())
        else { throw Unexpected() }
        #expect(members.count == 2)
        #expect(IncomingMessage(Array(#"{"jsonrpc":"2.0","id":1}"#.utf8)) == nil)
    }
}

private extension IncomingMessage {
    init?(_ line: ArraySlice<UInt8>) { self.init(Array(line)) }
}

@Suite struct ErrorCodeTests {
    /// Protocol §9, in words: one group a step.
    private let order: [[Int]] = [
        [-32700], [1406], [-32600], [1501], [1104, 1103], [-32601], [1201, 1202], [1604, 1603, 1602, 1601], [1205], [1204], [1101, 1102], [1405, -32602],
        [1403, 1302, 1301, 1303], [1502, 1503], [1203], [1401, 1402], [1404], [1407], [1408], [1004], [1003, 1002, 1001], [-32603],
    ]

    @Test func precedenceFollowsTheProtocolAndNamesEveryCode() {
        let sorted = ErrorCode.allCases.sorted { $0.precedence < $1.precedence }.map(\.rawValue)
        #expect(sorted == order.flatMap { $0 })
        #expect(Set(ErrorCode.allCases.map(\.precedence)).count == ErrorCode.allCases.count)
    }

    @Test func symbolsAreUniqueWordsAndEveryCodeHasAMeaning() {
        #expect(Set(ErrorCode.allCases.map(\.symbol)).count == ErrorCode.allCases.count)
        for code in ErrorCode.allCases {
            #expect(code.symbol.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F } && code.meaning.count > 10)
        }
    }

    @Test func theClassIsTheHundredsAndJSONRPCsOwnCodesActAsWritten() {
        for code in ErrorCode.allCases where code.rawValue > 0 { #expect(code.retryClass.rawValue == code.rawValue / 100) }
        #expect(ErrorCode.internalError.retryClass == .transient)
        #expect([ErrorCode.parseError, .invalidRequest, .methodNotFound, .invalidParams].allSatisfy { $0.retryClass == .refused })
    }

    @Test func anUnknownCodeOfANewerServerActsAsItsClass() throws {
        func read(_ text: String) throws -> RPCError? { RPCError(try JSONDocument(Array(text.utf8)).root) }
        #expect(try read(#"{"code":1699,"message":"newer"}"#)?.code.retryClass == .stop)
        #expect(try read(#"{"code":1109,"message":"newer 7"}"#)?.value == 7)
        #expect(try read(#"{"code":-32050,"message":"x"}"#)?.code.retryClass == .refused)
        #expect(try read(#"{"code":4711,"message":"x"}"#) == nil)
    }
}
