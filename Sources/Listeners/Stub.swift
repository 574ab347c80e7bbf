package import Methods
package struct Listener: Sendable, Equatable {
    package var endpoint: Endpoint
    package var door: Door
    package init(_ endpoint: Endpoint, door: Door) { self.endpoint = endpoint; self.door = door }
}
