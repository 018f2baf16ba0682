import Runtime
import Testing

@Suite struct SignatureTableTests {
    /// Defaults parse and have their types, names are given once, examples parse.
    @Test func theTableIsSound() {
        #expect(Runtime.table.problems() == [])
    }
}
