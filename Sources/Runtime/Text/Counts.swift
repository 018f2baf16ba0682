/// "1 layer", "4 layers".
func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

/// 1234567 as "1,234,567".
func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var place = digits.count - 3
    while place > 0 {
        digits.insert(",", at: place)
        place -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
}

/// A share with one digit: 0.3128 as "31.3%".
func percentage(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return "\(tenths)%"
}

/// 0.42 s, 12.3 s, 3 min 5 s.
func duration(_ seconds: Double) -> String {
    if seconds < 10 { return "\((seconds * 100).rounded() / 100) s" }
    if seconds < 60 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
}
