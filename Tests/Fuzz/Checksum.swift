import CZlib

/// The CRC-32 of a zip archive's files.
func checksum(_ data: [UInt8]) -> UInt32 { UInt32(crc32(0, data, UInt32(data.count))) }
