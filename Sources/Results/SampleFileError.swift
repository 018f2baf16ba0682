import Files
import TorchFiles

/// A PyTorch file that holds no samples, or samples that make no sense.
public typealias SampleFileError = FileError<SampleFileProblem>

/// What is wrong with it.
public enum SampleFileProblem: FileProblem {
    case notSamples(found: String)
    case missing(String)
    case wrongType(String, expected: String, found: String)
    case version(Int)
    case maxRooms(Int, limit: Int)
    case tooFew(String, Int)
    case seedTwice(Int)
    case seedKey(String)
    case seedsDiffer(list: [Int], perSeed: [Int])
    case tensor(seed: Int, String, TensorError)
    case shape(seed: Int, String, [Int], expected: [Int])
    case padMask(seed: Int, row: Int)

    /// Whether the file does hold samples, if broken ones.
    public var isOfSamples: Bool {
        if case .notSamples = self { false } else { true }
    }

    /// What is said of it.
    public var clause: String {
        switch self {
        case .notSamples(let found): "is not a samples file: expected a dict with per_seed, found \(found)"
        case .missing(let key): "is not a samples file: it lacks \(key)"
        case .wrongType(let key, let expected, let found): "has \(found) as \(key), expected \(expected)"
        case .version(let version): "has format_version \(version), expected 1"
        case .maxRooms(let maxRooms, let limit): "has n_max \(maxRooms), expected 1 to \(limit)"
        case .tooFew(let what, let count): "has \(count) \(what), expected 1 or more"
        case .seedTwice(let seed): "has seed \(seed) twice"
        case .seedKey(let key): "has per_seed entry '\(key)', expected an integer seed"
        case .seedsDiffer(let list, let perSeed): "lists seeds \(list), but per_seed has \(perSeed)"
        case .tensor(let seed, let name, let error): "has \(name) of seed \(seed) that \(error)"
        case .shape(let seed, let name, let found, let expected):
            "has \(name) of seed \(seed) of shape \(found), expected \(expected)"
        case .padMask(let seed, let row):
            "has a pad mask that does not fit any number of rooms: seed \(seed), row \(row)"
        }
    }
}
