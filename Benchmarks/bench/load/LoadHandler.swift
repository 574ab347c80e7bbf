import Foundation
import NIOCore

/// One connection of the load: prologue, then requests one at a time. Reads lines without copying them.
final class LoadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// So much of a line's beginning is looked at.
    private static let headBytes = 160
    private static let result = Array(#""result":"#.utf8)
    private static let notification = Array(#""method":"#.utf8)

    private let prologue: [ByteBuffer]
    private let requests: [ByteBuffer]
    private let state: LoadState
    private var step = 0
    private var position = 0
    private var lineBytes = 0
    private var head: [UInt8] = []
    private var sent = ContinuousClock.now
    private var context: ChannelHandlerContext?

    init(_ script: LoadScript, _ state: LoadState) {
        prologue = script.prologue.map { ByteBuffer(string: $0 + "\n") }
        requests = script.requests.map { ByteBuffer(string: $0 + "\n") }
        self.state = state
        head.reserveCapacity(LoadHandler.headBytes)
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        advancePrologue()
    }

    private func advancePrologue() {
        guard let context else { return }
        if step < prologue.count {
            context.writeAndFlush(wrapOutboundOut(prologue[step]), promise: nil)
        } else {
            state.ready(self)
        }
    }

    func go() {
        guard let context, state.mayGoOn else { return }
        if position == requests.count {
            guard state.cycles, !requests.isEmpty else { return state.done() }
            position = 0
        }
        sent = .now
        context.writeAndFlush(wrapOutboundOut(requests[position]), promise: nil)
        position += 1
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while let start = rest.baseAddress, let found = memchr(start, 10, rest.count) {
                let end = UnsafeRawPointer(found) - start
                keep(UnsafeRawBufferPointer(start: start, count: end + 1))
                line()
                rest = rest.dropFirst(end + 1)
            }
            keep(UnsafeRawBufferPointer(rebasing: rest))
        }
    }

    private func keep(_ part: UnsafeRawBufferPointer) {
        lineBytes += part.count
        if head.count < LoadHandler.headBytes { head.append(contentsOf: part.prefix(LoadHandler.headBytes - head.count)) }
    }

    private func line() {
        let bytes = lineBytes
        let isPrologue = step < prologue.count
        let isGood = isPrologue ? holds(LoadHandler.result) : holds(state.expected)
        defer {
            lineBytes = 0
            head.removeAll(keepingCapacity: true)
        }
        guard isGood else {
            // Notifications of the server are not answers.
            if !holds(LoadHandler.notification) { state.failed(String(decoding: head, as: UTF8.self)) }
            return
        }
        if isPrologue {
            step += 1
            advancePrologue()
        } else {
            state.answered(bytes: bytes, after: elapsed(since: sent))
            go()
        }
    }

    private func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        return head.withUnsafeBytes { head in
            var rest = head[...]
            while let start = rest.baseAddress, let found = memchr(start, Int32(first), rest.count) {
                rest = rest.dropFirst(UnsafeRawPointer(found) - start)
                if rest.starts(with: part) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }
}

extension Slice where Base == UnsafeRawBufferPointer {
    fileprivate var baseAddress: UnsafeRawPointer? { isEmpty ? nil : base.baseAddress.map { $0 + startIndex } }
}
