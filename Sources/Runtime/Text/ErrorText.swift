import Foundation

/// One line for an error: ours word themselves, Foundation's are asked.
func describe(_ error: any Error) -> String {
    type(of: error) is NSError.Type ? error.localizedDescription : "\(error)"
}
