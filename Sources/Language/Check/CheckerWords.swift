extension Checker {
    /// A word that something is compared with, where no argument knows it.
    struct DoubtedWord {
        let text: String
        let nearly: [String]
        let span: Span
    }

    /// `$mode == lada`: a word that no argument knows, and that is written nowhere else, can only be a slip. Whether it
    /// is written elsewhere, the end of the walk tells.
    func doubt(_ side: Expression, comparedWith other: StaticValue) {
        guard case .word(let word) = side.kind, program.source === mainProgram.source, !other.isPoison,
            !index.words.contains(word), other.known?.text != word
        else { return }
        switch other.type.unwrapped {
        case .symbol, .word, .string, .path: break
        default: return
        }
        let nearly = Suggestions.closest(to: word, among: index.words.sorted() + Grammar.foreignLiterals.keys)
        // Text may be anything; a variable that holds a word of some argument is compared with its like.
        let isWord = other.known.flatMap(\.text).map(index.words.contains) ?? (other.type.unwrapped.isSymbol)
        guard !nearly.isEmpty || isWord && !atPrompt else { return }
        doubted.append(DoubtedWord(text: word, nearly: nearly, span: program.span(side.range)))
    }

    func warnOfDoubtedWords() {
        for word in doubted where !mentioned.contains(word.text) {
            report(
                Diagnostic(.warning, CommandProblem.wordOfNoArgument(word.text, nearly: word.nearly), at: word.span))
        }
    }
}

extension ValueType {
    fileprivate var isSymbol: Bool { if case .symbol = self { true } else { false } }
}
