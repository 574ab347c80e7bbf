internal import Base
internal import Casework
package import Identity
package import Methods
internal import Tenancy
internal import Wire

/// What the connection's glue must do; the state machine itself does no I/O.
package enum Action: Sendable {
    /// Run this request and come back with `finished(token, …)`. Indirect: a job is large, and actions are copied on their way.
    indirect case run(Job)
    /// Send these bytes (whole lines).
    case write([UInt8])
    /// Send this line as segments: compression was agreed on.
    case pack([UInt8], MessagePacking)
    /// From here on what comes in are segments. Stands before the answer to `hello` goes out, so that nothing can overtake it.
    case unpack
    /// Close when everything is sent. Nothing follows.
    case close
    /// From the next line on, lines may be so long.
    case lineLimit(Int)
    /// Call `timer` after so many ms; a timer of the same name that stands is replaced.
    case schedule(TimerName, afterMs: Int64)
    case cancel(TimerName)
    /// Tell of revocations that concern this binding from now on, instead of what was told before.
    case watch(Binding)
    /// Tell of changes in the feeds of this binding as well.
    case listen(Binding)
    case unwatch
    /// Make a page from this cursor and come back with `page(…)`.
    case page(from: String, binding: Binding)
    /// Ask whether the session still stands and what it may do; come back with `rechecked(…)`.
    case recheck(Binding)
}

package enum TimerName: Hashable, Sendable {
    /// `hello` must have come.
    case hello
    case idle
    /// A parked request must be answered.
    case parked(Int)
    /// A poke that is spread (why.md M7).
    case poke
    /// The socket takes nothing.
    case stalled
    /// A drained connection is closed although requests are open.
    case drain
}

/// A request under way.
package struct Job: Sendable {
    /// Names it between state machine and glue.
    package let token: Int
    package var call: Call
    package let binding: Binding?
    package let greeting: Greeting?
    package let operatorSession: OperatorSession?
    /// Length of the line it came with, for the device's allowance.
    package let bytes: Int
}
