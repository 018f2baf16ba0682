import BubbleDiagrams

/// The plans of a file as diagrams, gathered one by one.
struct PlanCollection {
    let layout: TokenLayout
    private(set) var diagrams: [Diagram] = []
    /// Plans left out because they have no room, or too many.
    private(set) var skipped = 0
    /// Bytes that plans may still take, in proportion to the file's size: what a file unpacks to, or says again and
    /// again, may be a thousand times as much.
    private var left: Int
    private let limit: Int

    init(_ layout: TokenLayout, fileSize: Int) {
        self.layout = layout
        limit = (48 << 20) + 24 * fileSize
        left = limit
    }

    /// - Throws: `DatasetError.Reason` for a plan that is malformed, or one too many.
    mutating func add(_ plan: PlanEntry) throws(DatasetError.Reason) {
        try take(32)
        if let rooms = plan.rooms, !(1...layout.maxRooms).contains(rooms) {
            skipped += 1
            return
        }
        let (diagram, edges): (Diagram, Int)
        do throws(PlanProblem) {
            let record = try plan.record()
            (diagram, edges) = (try record.diagram(layout.vocabulary), record.edges.count)
        } catch {
            throw .plan(number: diagrams.count + skipped + 1, error)
        }
        diagrams.append(diagram)
        // Two arrays, what stands in them, and the space beside it.
        try take(96 + diagram.rooms.count + edges * MemoryLayout<Diagram.Edge>.stride)
    }

    private mutating func take(_ bytes: Int) throws(DatasetError.Reason) {
        left -= bytes
        if left < 0 { throw .tooLarge(limit: limit) }
    }
}
