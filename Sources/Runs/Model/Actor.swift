/// Who does something, by which way in, and on which machine: what the trail says of each of its lines.
package struct Actor: Sendable, Hashable, Codable {
    /// The way in by which somebody came.
    package enum Way: String, Sendable, Hashable, Codable, CaseIterable {
        case command, page, program
        /// No person: a worker, or the store itself.
        case worker
    }

    /// The name as it is shown.
    package var name: String
    /// The person's number, where the home has people; nil says that nobody has verified the name.
    package var person: Int64?
    package var way: Way
    /// The host's name.
    package var machine: String
    /// What the person is set up to do; nil in a home without people, in which nobody is.
    package var roles: Set<Role>?

    package init(_ name: String, person: Int64? = nil, way: Way, machine: String, roles: Set<Role>? = nil) {
        self.roles = roles
        self.name = name
        self.person = person
        self.way = way
        self.machine = machine
    }

    /// The same way in and machine, under a name that was given beside it.
    package func named(_ name: String) -> Actor {
        var actor = self
        if name != self.name { (actor.name, actor.person) = (name, nil) }
        return actor
    }

    /// What workers do is nobody's decision.
    package static func worker(on machine: String) -> Actor { Actor("worker", way: .worker, machine: machine) }
}
