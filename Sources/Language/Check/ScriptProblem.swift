/// What is wrong with a script beyond its syntax and its commands: names, types, blocks, modules, settings.
enum ScriptProblem: Problem {
    // Names.
    case unknownVariable(String, boundInBlock: Span?, known: [String])
    case perhapsForgotten(String)
    case unknownFunction(String, asCommand: String?, known: [String])
    case unknownKey(String, of: String, known: [String])
    case varies(String)
    case unknownType(String, known: [String])
    case unknownField(String, of: String, known: [String])
    case keyNotField(String, of: String)
    case fieldIsAbsent(String, of: String)
    case noFields(ValueType)
    case unused(String)

    // Types.
    case wrongType(Role, expected: ValueType, found: ValueType)
    case defaultOfWrongType(String, expected: ValueType, found: ValueType)
    case functionTakes(String, expected: ValueType, found: ValueType)
    case wrongCall(String, synopsis: String)
    case notIterable(ValueType)

    case assertionFails(message: String?)

    // Blocks.
    case yieldsNothing(for: String)
    case emptyBlock
    case noValueAtEnd
    case ifWithoutElse
    case neverReached
    case neverRuns
    case returnNotLast

    // Commands of `def`, modules.
    case commandExists(String)
    case definedTwice(String, first: Span)
    case parameterTwice(String, of: String)
    case parameterNeedsDefault(String)
    case recursion(String, path: [String])
    case callsTooDeep
    case moduleNotFound(String, ModuleNotFound)
    case moduleUnreadable(String, why: String)
    case moduleCircle(String, path: [String])
    case modulesTooDeep
    case moduleHasRun(String)
    case unknownModuleSetting(String, of: String, known: [String])
    case moduleSettingOfWrongType(String, expected: ValueType, found: ValueType)
    case scriptParameterTwice(String, first: Span)
    case cannotTakeRest(String)

    // Versions.
    case readsOtherwise(count: Int)
    case braceBeginsExpression

    // Settings.
    case unknownSetting(String, known: [String])
    case extraArgument(known: [String])
    case settingOfWrongType(String, expected: ValueType, text: String)
    case overrideOfWrongType(String, expected: ValueType, found: ValueType, setAt: Span)
    case settingMissing(String, expected: ValueType, module: String?)

    /// What an expression is for.
    enum Role: String, Sendable {
        case condition = "a condition"
        case assertion = "an assertion"
        case assertionMessage = "an assertion's message"
    }

    var message: String {
        switch self {
        case .unknownVariable(let name, _, _): "there is no variable `$\(name)`"
        case .perhapsForgotten(let name): "`$\(name)` may be gone by then: a branch before takes it away"
        case .unknownKey(let name, let object, _): "no \(object) that bds makes has \(Value.quoted(name))"
        case .unknownFunction(let name, _, _): "there is no function `\(name)`"
        case .varies(let text): "`\(text)` is another on another day or machine, and must decide nothing here"
        case .unknownType(let name, _): "there is no type `\(name)`"
        case .unknownField(let name, let object, _), .keyNotField(let name, let object):
            "\(object) has no field `\(name)`"
        case .fieldIsAbsent(let name, let object): "this \(object) has no `\(name)`"
        case .noFields(let type): "\(type.described) has no fields"
        case .unused(let name): "`\(name)` is never used"
        case .wrongType(let role, let expected, let found):
            "\(role.rawValue) is \(expected.expectation), but this is \(found.described)"
        case .defaultOfWrongType(let name, let expected, let found):
            "`\(name)` is \(expected.expectation), but its default is \(found.described)"
        case .functionTakes(let name, let expected, let found):
            "`\(name)` takes \(expected.expectation), but this is \(found.described)"
        case .wrongCall(let name, let synopsis): "`\(name)` is called as \(synopsis)"
        case .notIterable(let type): "`for` runs over a list or a range, but this is \(type.described)"
        case .assertionFails(let message): "the assertion does not hold" + (message.map { ": \($0)" } ?? "")
        case .yieldsNothing(let name): "this yields nothing that `\(name)` could name"
        case .emptyBlock: "this block is to give a value, and is empty"
        case .noValueAtEnd: "the last statement of this block is to give a value: an expression or a pipeline"
        case .ifWithoutElse: "an `if` that gives a value needs an `else`"
        case .neverReached: "this branch is never reached"
        case .neverRuns: "this loop never runs"
        case .returnNotLast: "`return` is the last statement of a `def`, once"
        case .commandExists(let name): "`\(name)` is a command already"
        case .definedTwice(let name, _): "`\(name)` is defined twice"
        case .parameterTwice(let name, let command): "`\(command)` has two parameters `\(name)`"
        case .parameterNeedsDefault(let name): "`\(name)` needs a default: one before it has one"
        case .recursion(let name, let path): "`\(name)` calls itself: \(path.joined(separator: " → "))"
        case .callsTooDeep: "calls go more than \(Checker.callLimit) deep here"
        case .moduleNotFound(_, let error): error.message
        case .moduleUnreadable(let name, let why): "`\(name)` cannot be used: \(why)"
        case .moduleCircle(let name, let path): "`\(name)` uses itself: \(path.joined(separator: " → "))"
        case .moduleHasRun(let name): "`\(name)` has run already, with other settings"
        case .unknownModuleSetting(let name, let module, _): "`\(module)` has no param `\(name)`"
        case .moduleSettingOfWrongType(let name, let expected, let found):
            "`\(name)` is \(expected.expectation), but this is \(found.described)"
        case .scriptParameterTwice(let name, _): "there are two params `\(name)`"
        case .cannotTakeRest: "`...` stands behind the list type of a script's last param: `param files: [Path]...`"
        case .modulesTooDeep: "modules use one another more than \(Checker.callLimit) deep"
        case .readsOtherwise(let count):
            "`bds 1` reads \(count == 1 ? "this" : "this and \(count == 2 ? "another place" : "\(count - 1) other places")") "
                + "otherwise than `bds 2`"
        case .braceBeginsExpression: "this brace begins an expression, which it did not in `bds 1`"
        case .unknownSetting(let name, _): "the script sets no `\(name)` at its top level"
        case .extraArgument(let known):
            known.isEmpty
                ? "the script takes no arguments"
                : "the script takes only \(known.count == 1 ? "1 argument" : "\(known.count) arguments")"
        case .settingOfWrongType(let name, let expected, let text):
            "`\(name)` takes \(expected.expectation), but this is `\(text)`"
        case .overrideOfWrongType(let name, let expected, let found, _):
            "`\(name)` is \(expected.expectation), but this is \(found.described)"
        case .settingMissing(let name, let expected, nil):
            "the script needs a value for `\(name)`: \(expected.expectation)"
        case .settingMissing(let name, let expected, let module?):
            "`\(module)` needs a value for its param `\(name)`: \(expected.expectation)"
        }
    }

    var notes: [Diagnostic.Note] {
        switch self {
        case .unknownVariable(let name, let place?, _):
            [.init("`\(name)` is bound here, and ends with its block", at: place)]
        case .definedTwice(_, let first): [.init("first defined here", at: first)]
        case .scriptParameterTwice(_, let first): [.init("first declared here", at: first)]
        case .overrideOfWrongType(_, _, _, let place): [.init("set here otherwise", at: place)]
        default: []
        }
    }

    var hint: String? {
        switch self {
        case .unknownVariable(let name, nil, let known): Suggestions.hint(for: name, among: known, kind: "variables")
        case .unknownFunction(let name, let command?, _): "`\(name)` is a command: write \(command)"
        case .unknownKey(let name, _, let known): Suggestions.didYouMean(Suggestions.closest(to: name, among: known))
        case .unknownFunction(let name, nil, let known): Suggestions.hint(for: name, among: known, kind: "functions")
        case .unknownType(let name, let known): Suggestions.hint(for: name, among: known, kind: "types")
        case .unknownField(let name, let object, let known):
            Suggestions.hint(for: name, among: known, kind: "fields of \(object)")
        case .keyNotField(let name, _): "it is reached by index: [\"\(name)\"]"
        case .noFields: "its length is len(…)"
        case .varies:
            "it may be printed, and be part of the name of a file that is written; a `param` takes what decides"
        case .unused: "a name that begins with `_` may stay unused"
        case .recursion: "there is no recursion, so that a script can be listed before it runs; use `for`"
        case .moduleNotFound(let name, let error):
            Suggestions.hint(for: name, among: error.available, kind: "modules")
        case .readsOtherwise: "`bds fmt FILE` rewrites what is meant for `bds 2`"
        case .braceBeginsExpression: "write \\{ for a brace, or `bds 2` as the first line where it is meant so"
        case .unknownSetting(let name, let known): Suggestions.hint(for: name, among: known, kind: "it sets")
        case .extraArgument(let known): known.isEmpty ? nil : "they are \(known.joined(separator: ", "))"
        case .settingMissing(let name, _, nil): "bds FILE --set \(name)=…"
        case .settingMissing(let name, _, let module?): "use \(module) with \(name)=…"
        case .moduleSettingOfWrongType(_, .string, .symbol(let words)):
            words.first.map { "write it in quotes: \"\($0)\"" }
        case .moduleHasRun: "a module runs once: set its params where it is used first"
        case .unknownModuleSetting(let name, let module, let known):
            known.isEmpty
                ? "it has no params" : Suggestions.hint(for: name, among: known, kind: "params of `\(module)`")
        default: nil
        }
    }
}
