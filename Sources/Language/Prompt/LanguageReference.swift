/// `help language`: the reference, with the grammar that `Parser` repeats function by function. The tests parse its
/// examples (the lines indented by four blanks).
public let languageReference = """
    # The language

    A script is a list of statements, one a line. `;` and `&&` also separate them; all stop at the first failure.
    A line goes on in the next inside ( ) and [ ], and after `|`, `=` and `,`. `#` begins a comment.

        bds 2                                   # pins the language's version; optional, first
        let seeds = [42, 123, 456]

    ## Commands

    A command is its words, then its arguments: by place, or by name as `name=value`, or after a word of their own.
    `help COMMAND` lists them. What is not given is a default, or comes from the session: the last value of the type.

        load checkpoint outputs/run/checkpoint_final.pt as v1
        sample $v1 n=1000 seeds=$seeds top_p=0.9 | save to night/samples.pt

    `|` hands a command's value to the next; `as NAME` at the end binds it. A value in an argument is a number, text, a
    word, a path, a variable with its fields and indices, a list or a range; arithmetic stands in parentheses: n=($n * 2).

    ## Values and types

    Int, Float, String, Bool, Path, Symbol, List, Range, none, and the objects that commands make (Checkpoint, Samples …).
    Int passes for Float, text and words pass for paths; nothing else converts.

        let n = 1_000                           # Int; 1e3 and 0.5 are Float
        let who = "kitchen"                     # String, in double quotes, on one line
        let rule = loglinear                    # Symbol: a bare word; an argument's type says what it means
        let file = data/data.mat                # so is a path that needs no quotes
        let some = [1, 2.5, none, "x", word]    # List
        let some_more = 4..<8                   # Range of whole numbers: 4 5 6 7; 4..=8 includes the 8

    Numbers never begin a silent word. Where an expression stands, what begins with a digit is arithmetic: (10/4), $a/4,
    [10-4]. Where a path, a name or a word is expected, it is a word: 2026-02-19_16-58-23/x.pt. Right behind `let x =` and
    `return`, and in `print`, where it could be both, it is an error: write 10 / 4, or quote it.

    In text, braces hold an expression; a brace that is only a brace is written `\\{`.

        let label = "n is {$n}, twice that {$n * 2}, {len($some)} values; \\{braces} are plain"

    ## Expressions

    From loose to tight: or; and; not; == != < <= > >= (they do not chain); ..< ..=; + -; * / // %; unary -; .field [index].
    `/` gives a Float; `//` and `%` floor. Positions count from 0, negative ones from the end; a range cuts a part out.

        let e = eval $s
        $e.inside_validity.mean                 # an expression as a statement is shown
        $e["validity_by_num_rooms/4/connected"].mean
        $s[0..<8]
        len($seeds) > 2 and not contains($seeds, 7)

    A pipeline in parentheses is a value. `for` and `if` are values too where one is wanted: `for` collects its block's
    last values in a list; with an `if` behind its list, or an `if` without `else` as its last statement, some of them.

        let top = max(for e in $evaluations { $e.inside_validity.mean })
        let good = for e in $evaluations if $e.inside_validity.mean > 0.95 { $e }
        let winner = best($evaluations, inside_validity)      # highest or lowest, as the metric has it
        let order = sorted($evaluations, by=edge_js)          # the best first; a path: by=config.eta
        let size = if $n > 100 { large } else { small }
        print (sample n=8 | eval).inside_validity.mean

    Functions: \(Function.all.map(\.signature.callSynopsis).joined(separator: ", ")).
    `help functions` says what each gives, and lists those that look at files; arguments stand by place or by name.

    ## Statements

        for eta in [0.2, 0.4, 0.6] {
          sample $v1 eta=$eta remask=cap | save
        }
        if $n > 100 and $rule == loglinear {
          print "many", $n
        } else if $n == 0 {
          print none
        } else {
          print "few" $n
        }
        assert $e.inside_validity.mean > 0.9, "the model got worse"
        try {
          diff a.json b.json                    # what fails in here is told, and the script goes on
        }

    `let` binds a name in its block; a block's names end with it. `def` makes a command; its parameters may have types
    and defaults, `return` as its last statement gives a value. It sees its parameters and what its own file binds
    outside every block. There is no recursion and no `while`, so that a script can be checked before it runs.

        def night(model: Checkpoint, n: Int = 1000, rule = llada) {
          let s = sample $model n=$n unmask=$rule
          return eval $s
        }
        let result = night $v1 n=8

    `use NAME` runs a module (a file of the script's folder or of stdlib/) once and takes over its `def`s and names;
    `with` gives its params. `param` declares what `bds FILE ARGUMENT…` and `bds FILE --set name=value` give; `...` behind
    the type of the last one takes what is left of the arguments. `bds help FILE` shows them, each with the lines `## …`
    above it. `$here` is the folder of the script, or of the module, that it stands in.

        use backfill with loglinear="a.pt" linear="b.pt" v2="c.pt" dataset="data.mat" n=10
        ## how many
        param count: Int | String = 1000
        param files: [Path]...
        print "{$here}/demo" len($files)

    What holds for a name outside every block: `--set`, which also reaches the params of modules that the script itself
    has no name for; else the argument at the param's place; else `with`; else what `param` or `let` says.

    ## The check

    Before anything runs, the whole script and its modules are checked: names, arguments, types, and what each command
    would find and write. Loops over known lists are gone through one by one, up to \(Checker.iterationLimit) runs each and
    \(Checker.stepLimit) statements in all; beyond that a loop's block is checked once, its variable unknown.

    ## Versions

    `bds 1` at the top of a script has it read as before: there `{` in text begins an expression only before `$` or `(`, and
    words such as 10/4 are words behind `let x =` and in parentheses. `bds fmt` rewrites such places for `bds 2`, and says
    how many. A script that says no version is one of `bds 2`.

    ## Notes

    `bds note.md` runs the fenced blocks of a Markdown note that begin with ```bds, in order, in one session. A name
    stands behind: ```bds name=quickstart or ```bds {#quickstart}; `bds note.md#quickstart` runs that one. In a block with
    lines that begin with `bds> `, only those count, and those after them that begin with `...> `.

    ## Grammar

    \(Grammar.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    "))
    """
