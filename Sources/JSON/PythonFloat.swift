/// Floats as Python prints them.
public enum PythonFloat {
    /// Python's `repr(value)`: the shortest digits that give `value` back, with an exponent below 1e-4 and from 1e16 on.
    public static func repr(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let sign = value.sign == .minus ? "-" : ""
        if value == 0 { return sign + "0.0" }
        // Swift finds the same digits but lays them out by other rules.
        let (digits, point) = decimal(of: value.magnitude)
        if point > 16 || point <= -4 {
            let exponent = point - 1
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let padding = abs(exponent) < 10 ? "0" : ""
            return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(abs(exponent))"
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) + ".0" }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    /// The shortest digits of a positive finite `value`, and where the decimal point stands: 0.digits × 10^point.
    private static func decimal(of value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e")
        let mantissa = parts.first.map(String.init) ?? ""
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let whole = mantissa.prefix { $0 != "." }
        let all = whole + mantissa.dropFirst(whole.count + 1)
        let leading = all.prefix { $0 == "0" }.count
        let significant = all.dropFirst(leading)
        let trailing = significant.reversed().prefix { $0 == "0" }.count
        return (String(significant.dropLast(trailing)), whole.count - leading + exponent)
    }
}
