/// A plan's tables in plain memory, so that walking them costs no reference counts.
struct PlanTables {
    let shapes: UnsafeMutablePointer<PlanShape>
    let fields: UnsafeMutablePointer<PlanField>
    let names: UnsafeMutablePointer<UInt8>
    let required: UnsafeMutablePointer<UInt64>
    let limits: UnsafeMutablePointer<Limits>
    private let limitCount: Int

    init(_ plan: Plan) {
        shapes = PlanTables.copy(plan.shapes)
        fields = PlanTables.copy(plan.fields)
        names = PlanTables.copy(plan.names)
        required = PlanTables.copy(plan.required)
        limits = PlanTables.copy(plan.limits)
        limitCount = plan.limits.count
    }

    func deallocate() {
        shapes.deallocate()
        fields.deallocate()
        names.deallocate()
        required.deallocate()
        limits.deinitialize(count: limitCount)
        limits.deallocate()
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        memory.initialize(from: elements, count: elements.count)
        return memory
    }
}
