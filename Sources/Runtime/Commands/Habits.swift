import Language

/// What other shells call what a command does here.
enum Habits {
    static let all = [
        ForeignWord("quit", here: "exit"), ForeignWord("\\q", here: "exit"), ForeignWord("q", here: "exit"),
        ForeignWord("bye", here: "exit"), ForeignWord("?", here: "help"), ForeignWord("\\?", here: "help"),
        ForeignWord("\\h", here: "help"), ForeignWord("man", here: "help"), ForeignWord("echo", here: "print"),
        ForeignWord("cat", here: "info FILE, or !cat FILE at the prompt"), ForeignWord("import", here: "use NAME"),
        ForeignWord("del", here: "unload $NAME"), ForeignWord("rm", here: "unload $NAME, or !rm FILE at the prompt"),
        ForeignWord("run", here: "source FILE"), ForeignWord("evaluate", here: "eval"),
        ForeignWord("plot", here: "show"), ForeignWord("vars", here: "list"), ForeignWord("dir", here: "ls"),
    ]
}
