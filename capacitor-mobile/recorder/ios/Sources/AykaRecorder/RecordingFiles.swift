import CryptoKit
import Foundation

/// The sound on this phone: a directory for each recording with a note, a journal and one file for each chunk. A chunk
/// counts once its bytes and then its line in the journal are on the disk; a file without a line was being written when
/// the app was killed and is removed. Thread-safe.
final class RecordingFiles {
    enum Failure: Error {
        case notAnId(String)
        case notHere(String)
    }

    private let root: URL
    private let lock = NSRecursiveLock()
    private var entries: [String: Entry] = [:]
    private var order: [String] = []

    init(root: URL) throws {
        self.root = root
        let files = FileManager.default
        try files.createDirectory(at: root, withIntermediateDirectories: true)
        var place = root
        var values = URLResourceValues()
        values.isExcludedFromBackup = true // a restored backup would bring sound back that its owner had deleted
        try? place.setResourceValues(values)
        for directory in try files.contentsOfDirectory(at: root, includingPropertiesForKeys: nil) {
            let name = directory.lastPathComponent
            let isKept = !name.hasPrefix(Self.gone)
                && files.fileExists(atPath: directory.appendingPathComponent(Self.noteName).path)
            if isKept {
                let entry = try Entry(directory)
                entry.clean()
                entries[name] = entry
                order.append(name)
            } else {
                try? files.removeItem(at: directory) // killed before the first line: nothing was heard
            }
        }
    }

    func recordings() -> [DeviceRecording] {
        locked { order.compactMap { entries[$0]?.snapshot() } }
    }

    func recording(_ id: String) -> DeviceRecording? {
        locked { entries[id]?.snapshot() }
    }

    /// Keeps the page's note; the first one makes the recording.
    func note(_ id: String, _ note: String) throws {
        try locked {
            guard id.range(of: "^[0-9a-zA-Z-]{1,64}$", options: .regularExpression) != nil, !id.hasPrefix(Self.gone) else {
                throw Failure.notAnId(id)
            }
            let directory = root.appendingPathComponent(id)
            if !FileManager.default.fileExists(atPath: directory.path) {
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                Durable.syncDirectory(root)
            }
            let next = directory.appendingPathComponent(Self.noteName + ".next")
            try Durable.write(Data(note.utf8), to: next)
            guard rename(next.path, directory.appendingPathComponent(Self.noteName).path) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            Durable.syncDirectory(directory)
            if let entry = entries[id] {
                entry.note = note
            } else {
                entries[id] = try Entry(directory)
                order.append(id)
            }
        }
    }

    /// Begins the next take and answers it.
    func beginTake(_ id: String, mimeType: String, beganAtMs: Int64, lostBefore: Lost?) throws -> DeviceTake {
        try locked {
            let entry = try self.entry(id)
            if let last = entry.takes.last, last.ended == nil {
                try entry.end(last, paused: false)
            }
            let offset = entry.takes.reduce(Int64(0)) { $0 + ($1.ended?.capturedMs ?? 0) }
            try entry.append([
                "take", "\(entry.takes.count)", mimeType, "\(offset)", "\(beganAtMs)",
                "\(lostBefore?.lengthMs ?? 0)", lostBefore?.cause ?? ""
            ])
            return entry.takes[entry.takes.count - 1]
        }
    }

    /// Keeps one chunk of the running take. When it throws, nothing of the chunk is kept, and it may be repeated.
    func addChunk(_ id: String, _ chunk: DeviceChunk, _ sound: Data) throws {
        try locked {
            let entry = try self.entry(id)
            let file = entry.file(chunk.take, chunk.number)
            do {
                try Durable.write(sound, to: file)
                Durable.syncDirectory(entry.directory)
                try entry.append([
                    "chunk", "\(chunk.take)", "\(chunk.number)", "\(chunk.bytes)", chunk.sha256,
                    "\(chunk.startMs)", "\(chunk.durationMs)", "\(chunk.heardAtMs)"
                ])
            } catch {
                try? FileManager.default.removeItem(at: file)
                throw error
            }
        }
    }

    func endTake(_ id: String, _ take: Int, chunks: Int, capturedMs: Int64, paused: Bool) throws {
        try locked {
            try entry(id).append(["end", "\(take)", "\(chunks)", "\(capturedMs)", paused ? "1" : "0"])
        }
    }

    func mark(_ id: String, atMs: Int64) throws {
        try locked { try entry(id).append(["mark", "\(atMs)"]) }
    }

    /// A person ended the recording; takes that a kill left open are closed with what there is of them.
    func end(_ id: String) throws {
        try locked {
            let entry = try self.entry(id)
            for take in entry.takes where take.ended == nil {
                try entry.end(take, paused: true)
            }
            if !entry.ended {
                try entry.append(["ended"])
            }
        }
    }

    /// A chunk's bytes, or nil when they have left this phone or do not match their checksum any more.
    func read(_ id: String, _ take: Int, _ number: Int) -> Data? {
        locked {
            guard let entry = entries[id], entry.takes.indices.contains(take),
                let chunk = entry.takes[take].chunks.first(where: { $0.number == number }),
                let sound = try? Data(contentsOf: entry.file(take, number)),
                Self.sha256(sound) == chunk.sha256
            else { return nil }
            return sound
        }
    }

    /// Lets go of the bytes of chunks that the server has; their description stays.
    func release(_ id: String, _ take: Int, _ numbers: [Int]) throws {
        try locked {
            guard let entry = entries[id], entry.takes.indices.contains(take) else { return }
            let here = entry.takes[take].chunks.filter { $0.here && numbers.contains($0.number) }.map(\.number)
            guard !here.isEmpty else { return }
            // The line first: a file without a purpose is found later, a purpose without a file would be a lie.
            try entry.append(["released", "\(take)", here.map(String.init).joined(separator: ",")])
            for number in here {
                try? FileManager.default.removeItem(at: entry.file(take, number))
            }
        }
    }

    /// Removes all of a recording: the server has decoded it, or a person threw it away.
    func remove(_ id: String) {
        locked {
            guard let entry = entries.removeValue(forKey: id) else { return }
            order.removeAll { $0 == id }
            entry.close()
            let gone = root.appendingPathComponent(Self.gone + id)
            try? FileManager.default.removeItem(at: gone)
            if rename(entry.directory.path, gone.path) == 0 {
                Durable.syncDirectory(root)
                try? FileManager.default.removeItem(at: gone)
            }
        }
    }

    /// Bytes that may still be written.
    func room() -> Int64 {
        let values = try? root.resourceValues(forKeys: [.volumeAvailableCapacityForImportantUsageKey])
        return values?.volumeAvailableCapacityForImportantUsage ?? Int64.max
    }

    static func sha256(_ data: Data) -> String {
        SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    }

    private func entry(_ id: String) throws -> Entry {
        guard let entry = entries[id] else { throw Failure.notHere(id) }
        return entry
    }

    private func locked<T>(_ work: () throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try work()
    }

    private static let noteName = "note.json"
    private static let gone = "gone-"

    private final class Entry {
        let directory: URL
        var note: String
        private(set) var takes: [DeviceTake] = []
        private(set) var marks: [Int64] = []
        private(set) var ended = false
        private let journal: Journal

        init(_ directory: URL) throws {
            self.directory = directory
            note = (try? String(contentsOf: directory.appendingPathComponent(RecordingFiles.noteName), encoding: .utf8)) ?? ""
            var lines: [[String]] = []
            journal = try Journal(path: directory.appendingPathComponent("journal"), lines: &lines)
            lines.forEach(apply)
        }

        func append(_ fields: [String]) throws {
            try journal.append(fields)
            apply(fields)
        }

        func end(_ take: DeviceTake, paused: Bool) throws {
            let chunks = (take.chunks.last?.number ?? -1) + 1
            try append(["end", "\(take.take)", "\(chunks)", "\(take.capturedMs)", paused ? "1" : "0"])
        }

        func file(_ take: Int, _ number: Int) -> URL {
            directory.appendingPathComponent("\(take)-\(number).m4s")
        }

        func snapshot() -> DeviceRecording {
            DeviceRecording(id: directory.lastPathComponent, note: note, takes: takes, marks: marks, ended: ended)
        }

        func close() {
            journal.close()
        }

        /// Removes files that no line of the journal stands for.
        func clean() {
            let known = Set(takes.flatMap { take in
                take.chunks.filter(\.here).map { file(take.take, $0.number).lastPathComponent }
            })
            let files = (try? FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)) ?? []
            for file in files where file.pathExtension == "m4s" && !known.contains(file.lastPathComponent) {
                try? FileManager.default.removeItem(at: file)
            }
        }

        private func apply(_ line: [String]) {
            func number(_ at: Int) -> Int64 { line.indices.contains(at) ? Int64(line[at]) ?? 0 : 0 }
            let take = Int(number(1))
            switch line.first {
            case "take" where line.count == 7:
                takes.append(DeviceTake(
                    take: take, mimeType: line[2], startOffsetMs: number(3), beganAtMs: number(4),
                    lostBefore: line[6].isEmpty ? nil : Lost(lengthMs: number(5), cause: line[6])))
            case "chunk" where line.count == 8 && takes.indices.contains(take):
                takes[take].chunks.append(DeviceChunk(
                    take: take, number: Int(number(2)), bytes: Int(number(3)), sha256: line[4],
                    startMs: number(5), durationMs: number(6), heardAtMs: number(7)))
            case "end" where line.count == 5 && takes.indices.contains(take):
                takes[take].ended = TakeEnd(chunks: Int(number(2)), capturedMs: number(3), paused: line[4] == "1")
            case "released" where line.count == 3 && takes.indices.contains(take):
                let numbers = Set(line[2].split(separator: ",").compactMap { Int($0) })
                for index in takes[take].chunks.indices where numbers.contains(takes[take].chunks[index].number) {
                    takes[take].chunks[index].here = false
                }
            case "mark":
                marks.append(number(1))
            case "ended":
                ended = true
            default:
                break // of a later version
            }
        }
    }
}
