/// A function of expressions: how it is called, and what it gives.
struct Function: Sendable {
    /// Its name, parameters and result, as help, completion and the reference see them.
    let signature: CommandSignature
    /// What it gives for values; those that are left out at the end are not there, others are `none`.
    let apply: @Sendable ([Value], SignatureTable) throws(OperationProblem) -> Value
    /// What it gives where some value is known by its type alone, and the mistakes that types tell; nil: its result's
    /// type, once the arguments' types fit.
    let typing: (@Sendable ([ArgumentType], SignatureTable) throws(OperationProblem) -> ValueType)?

    /// What is known of an argument before the run.
    struct ArgumentType {
        let type: ValueType
        /// nil: only the run knows it.
        let value: Value?
    }

    var name: String { signature.name }
    var parameters: [Parameter] { signature.parameters }
    var result: ValueType { signature.result }

    /// How many arguments there must be.
    var requiredCount: Int { parameters.count { $0.absence == .required } }

    /// - Parameter optionalCount: how many of the last parameters may be left out.
    init(
        name: String, parameters: [(name: String, type: ValueType)], optionalCount: Int, result: ValueType,
        summary: String, details: String = "", examples: [String] = [],
        typing: (@Sendable ([ArgumentType], SignatureTable) throws(OperationProblem) -> ValueType)? = nil,
        applyInTable: @escaping @Sendable ([Value], SignatureTable) throws(OperationProblem) -> Value
    ) {
        let required = parameters.count - optionalCount
        signature = CommandSignature(
            [name], summary, details: details,
            parameters: parameters.enumerated().map { offset, parameter in
                Parameter(
                    parameter.name, parameter.type, .positional, absent: offset < required ? .required : .decided(""),
                    "")
            }, result: result, examples: examples)
        apply = applyInTable
        self.typing = typing
    }

    /// One that needs no table of types.
    init(
        name: String, parameters: [(name: String, type: ValueType)], optionalCount: Int, result: ValueType,
        summary: String, details: String = "", examples: [String] = [],
        apply: @escaping @Sendable ([Value]) throws(OperationProblem) -> Value
    ) {
        self.init(
            name: name, parameters: parameters, optionalCount: optionalCount, result: result, summary: summary,
            details: details, examples: examples
        ) { arguments, _ throws(OperationProblem) in try apply(arguments) }
    }
}

extension CommandSignature {
    /// How a function of this signature is called: `sorted(list, [by])`.
    public var callSynopsis: String {
        let names = parameters.map { $0.absence == .required ? $0.name : "[\($0.name)]" }
        return "\(name)(\(names.joined(separator: ", ")))"
    }
}
