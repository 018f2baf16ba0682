import Tables

/// "1 layer", "4 layers".
func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

/// 1234567 as "1,234,567".
func grouped(_ number: Int) -> String { NumberFormat.grouped.text(Double(number)) }

/// A share with one digit: 0.3128 as "31.3%".
func percentage(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return "\(tenths)%"
}

/// 0.42 s, 12.3 s, 3 min 5 s.
func duration(_ seconds: Double) -> String { NumberFormat.duration.text(seconds) }
