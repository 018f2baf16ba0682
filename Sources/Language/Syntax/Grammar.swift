/// The grammar, as `help language` prints it and as the functions of `Parser` repeat it.
///
/// ISO EBNF. `blank` before a token is free except where `adjacent` says that none may stand there; a line end is a
/// blank within ( ) and [ ] and after `|`, `&&`, `=` and `,`, and a `newline` elsewhere.
enum Grammar {
    static let text = """
        script      = [ separator ], [ version, separator ], { ( statement | declaration ), separator } ;
        separator   = ( newline | ";" | "&&" ), { newline | ";" | "&&" } | end ;
        version     = "bds", ( "1" | "2" ) ;
        statement   = let | loop | conditional | assert | try | return | pipeline ;
        declaration = def | use | param ;
        let         = "let", name, "=", right ;    (* here a pipeline has no "as" *)
        right       = loop | conditional | pipeline ;
        loop        = "for", name, "in", expression, [ "if", expression ], block ;
        conditional = "if", expression, block, { "else", "if", expression, block }, [ "else", block ] ;
        def         = "def", name, "(", [ parameter, { ",", parameter } ], ")", block ;
        parameter   = name, [ ":", type, [ adjacent, "..." ] ], [ "=", expression ] ;
                      (* "..." only for the last param of a script *)
        type        = single, { "|", single } ;
        single      = ( type name | "[", type, "]" ), [ adjacent, "?" ] ;
        use         = "use", word, [ "with", setting, { [ "," ], setting } ] ;
        setting     = name, "=", value ;
        param       = "param", parameter ;
        assert      = "assert", expression, [ ",", expression ] ;
        try         = "try", block ;
        return      = "return", right ;
        block       = "{", [ separator ], { statement, separator }, "}" ;

        pipeline    = ( command | expression, "|", command ), { "|", command }, [ "as", name ] | expression ;
                      (* what begins with a word is a command, unless an operator follows the word *)
        command     = word, [ argument, { [ "," ], argument } ] ;
        argument    = [ name, "=" ], value ;
        value       = primary, [ ( "..<" | "..=" ), primary ] ;

        expression  = conjunction, { "or", conjunction } ;
        conjunction = negation, { "and", negation } ;
        negation    = "not", negation | comparison ;
        comparison  = range, [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ), range ] ;
        range       = sum, [ ( "..<" | "..=" ), sum ] ;
        sum         = product, { ( "+" | "-" ), product } ;
        product     = factor, { ( "*" | "/" | "//" | "%" ), factor } ;
        factor      = "-", factor | primary ;
        primary     = literal | word | atom, { adjacent, ( ".", adjacent, name | "[", expression, "]" ) } ;
        literal     = number | "true" | "false" | "none" ;
        atom        = string | variable
                    | name, adjacent, "(", [ given, { ",", given }, [ "," ] ], ")"
                    | "[", [ item, { ",", item }, [ "," ] ], "]"
                    | "(", right, ")" ;
        item        = loop | conditional | expression ;
        given       = [ name, "=" ], item ;

        variable    = "$", adjacent, name ;
        name        = ( letter | "_" ), { letter | digit | "_" } ;
        number      = [ "-" ], digits, [ ".", digits ], [ ( "e" | "E" ), [ "+" | "-" ], digits ] ;
        digits      = digit, { [ "_" ], digit } ;
        word        = wordbyte, { wordbyte } ;     (* letters, digits, _ . / ~ * ? - @ #; the first is not - @ # *)
                      (* numbers never begin a silent word: 10/4 and 2026-02-19 are arithmetic in an expression, *)
                      (* words where a path, name or symbol is expected, and errors right behind "let x =", "return" *)
                      (* and as a value of any type, where they could be both: write 10 / 4, or "10/4" in quotes *)
        string      = '"', { character | escape | "{", expression, "}" }, '"' ;
                      (* a brace that is only a brace is written \\{; the expression is no bare word *)
        escape      = "\\n" | "\\t" | "\\r" | '\\"' | "\\\\" | "\\{" | "\\}" | "\\u{", hex digits, "}" ;
        comment     = "#", { any character but a line end } ;
        """

    /// Words that begin statements or stand between their parts, and so name no command and no function.
    static let reserved: Set<String> = [
        "let", "for", "in", "if", "else", "def", "use", "param", "assert", "try", "return", "as", "and", "or", "not",
        "true", "false", "none",
    ]

    static let statementWords = ["let", "for", "if", "def", "use", "param", "assert", "try", "return"]

    /// What other languages write for `none`, `true` and `false`.
    static let foreignLiterals = [
        "null": "none", "None": "none", "nil": "none", "NULL": "none", "True": "true", "TRUE": "true", "False": "false",
        "FALSE": "false",
    ]

    /// The variable that every text has: the folder it lies in. A `let` of that name hides it.
    static let here = "here"

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !Lexer.isDigit(first) else { return false }
        return text.utf8.allSatisfy(Lexer.isIdentifierByte)
    }
}

/// Whether a variable can be called so: letters, digits and underscores, a digit not first, no word of the language's own.
public func isVariableName(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil && !Grammar.reserved.contains(text)
}
