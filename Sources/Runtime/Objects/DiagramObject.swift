import BubbleDiagrams
import Language
import Metrics

/// One diagram of samples as scripts see it.
struct DiagramObject: ObjectValue, Described {
    /// The samples it is of, with it alone picked.
    let samples: SamplesObject

    var typeName: String { ObjectTypes.diagram }

    private var pick: PickedSample? { samples.picked?.first }

    private var diagram: Diagram? { pick.flatMap(samples.diagram) }

    var summary: String {
        guard let pick else { return "a diagram of samples \(samples.file.method)" }
        let rooms = diagram.map { counted($0.rooms.count, "room") } ?? "no diagram"
        return "diagram #\(pick.row) of seed \(samples.seed(of: pick)): \(rooms)"
    }

    var details: [(name: String, text: String)] {
        [("diagram", summary), ("samples", samples.file.method)]
            + ["rooms", "relations", "valid"].compactMap { name in field(name).map { (name, $0.literal) } }
    }

    func field(_ name: String) -> Value? {
        guard let pick, samples.foreseen == nil else { return nil }
        switch name {
        case "seed": return .int(samples.seed(of: pick))
        case "row": return .int(pick.row)
        case "size": return .int(diagram?.rooms.count ?? 0)
        case "rooms": return .list((diagram?.rooms ?? []).map { .string($0.name) })
        case "relations":
            return .list(
                (diagram?.edges ?? []).map {
                    .list([.int($0.first), .string($0.relation.name), .int($0.second)])
                })
        case "valid": return .bool(verdict?.isValid ?? false)
        case "reason": return pick.reason.map { .string($0) } ?? Value.none
        default: return nil
        }
    }

    private var verdict: RowVerdict? {
        guard let pick else { return nil }
        let rows = samples.file.perSeed[pick.seedIndex].rows
        let own = TokenRows(
            layout: rows.layout, tokens: Array(rows.row(pick.row)), padMask: Array(rows.mask(pick.row)))
        return (try? RowVerdict.all(own))?.first
    }
}
