import Display
import Files
import Foundation
import Language
import Runtime

@main
struct Main {
    static func main() {
        Standard.fillGaps()
        Signals.onDying()
        // A limit on the size of files is an error to report, not a death that leaves half a file.
        signal(SIGXFSZ, SIG_IGN)
        var status: ExitStatus
        do {
            status = try CommandLineOptions(Array(CommandLine.arguments.dropFirst())).run()
        } catch let error as FileAccessError where error.action == .read {
            Standard.error("bds: \(error)\n")
            status = .mistake
        } catch let error where error is CommandLineError || error is InvalidText || error is NoSuchBlock {
            Standard.error("bds: \(error)\n")
            status = .mistake
        } catch {
            Standard.error("bds: \(error)\n")
            status = .failed
        }
        if let lost = Standard.lostOutput, status == .done {
            Standard.error("bds: \(lost)\n")
            status = .failed
        }
        // Not exit: it waits for OpenBLAS's thread, which where memory is short waits for memory.
        fflush(nil)
        _exit(status.rawValue)
    }
}
