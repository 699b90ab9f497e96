import Foundation

/// Lines that are only ever appended, each durable before `append` returns and each with a checksum of its own: what a
/// kill or an empty battery leaves half written is recognised and cut off. The same lines as on Android.
final class Journal {
    private let handle: FileHandle

    /// Opens a journal to go on with it; `lines` is what it holds.
    init(path: URL, lines: inout [[String]]) throws {
        if !FileManager.default.fileExists(atPath: path.path) {
            FileManager.default.createFile(
                atPath: path.path, contents: nil,
                attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
        }
        handle = try FileHandle(forUpdating: path)
        let bytes = try handle.readToEnd() ?? Data()
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes.distance(from: bytes.startIndex, to: $0) + 1 } ?? 0
        if end < bytes.count {
            try handle.truncate(atOffset: UInt64(end))
        }
        lines = Journal.parse(String(decoding: bytes.prefix(end), as: UTF8.self))
    }

    func append(_ fields: [String]) throws {
        let body = fields.map(Journal.encode).joined(separator: "\t")
        let line = body + "\t" + Journal.checksum(body) + "\n"
        let before = try handle.seekToEnd()
        do {
            try handle.write(contentsOf: Data(line.utf8))
            try Durable.sync(handle.fileDescriptor)
        } catch {
            // A disk that filled up in the middle of a line: what follows must not be glued to it.
            try? handle.truncate(atOffset: before)
            throw error
        }
    }

    func close() {
        try? handle.close()
    }

    private static func parse(_ text: String) -> [[String]] {
        text.split(separator: "\n").compactMap { line in
            guard let cut = line.lastIndex(of: "\t") else { return nil }
            let body = String(line[..<cut])
            guard checksum(body) == line[line.index(after: cut)...] else { return nil }
            return body.split(separator: "\t", omittingEmptySubsequences: false).map { decode(String($0)) }
        }
    }

    private static func encode(_ field: String) -> String {
        field.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._"))) ?? ""
    }

    private static func decode(_ field: String) -> String {
        field.removingPercentEncoding ?? field
    }

    /// CRC-32 as in zip, hexadecimal.
    static func checksum(_ body: String) -> String {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in body.utf8 {
            crc ^= UInt32(byte)
            for _ in 0..<8 {
                crc = (crc >> 1) ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return String(~crc, radix: 16)
    }
}

/// Makes what was written outlive an empty battery.
enum Durable {
    /// `fsync` alone leaves data in the disk's own cache on Apple's systems.
    static func sync(_ descriptor: Int32) throws {
        if fcntl(descriptor, F_FULLFSYNC) == -1 && fsync(descriptor) == -1 {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    static func write(_ data: Data, to file: URL) throws {
        // Readable while the screen is locked: a recording goes on there.
        let made = FileManager.default.createFile(
            atPath: file.path, contents: nil,
            attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
        guard made else { throw POSIXError(.ENOSPC) }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.write(contentsOf: data)
        try sync(handle.fileDescriptor)
    }

    static func syncDirectory(_ directory: URL) {
        let descriptor = open(directory.path, O_RDONLY)
        if descriptor >= 0 {
            _ = fsync(descriptor)
            close(descriptor)
        }
    }
}
