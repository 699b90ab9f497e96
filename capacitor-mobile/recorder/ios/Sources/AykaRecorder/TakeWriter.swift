import Foundation

/// Turns the segments of one take into its numbered chunks. The number is given when a segment arrives, so one that can
/// never be written leaves a gap that sealing names. The disk has a queue of its own: a slow one holds up no sound.
final class TakeWriter {
    private let files: RecordingFiles
    private let recording: String
    let take: Int
    private let nowMs: () -> Int64
    private let disk: DispatchQueue
    private let kept: (Int, Int) -> Void
    private let full: () -> Void

    private let lock = NSLock()
    private var header: Data?
    private var count = 0
    private var capturedSeconds = 0.0

    /// Only the disk's queue touches it.
    private var waiting: [(DeviceChunk, Data)] = []

    /// About half an hour, 15 MB.
    private static let mostWaiting = 450

    init(
        files: RecordingFiles, recording: String, take: Int, nowMs: @escaping () -> Int64, disk: DispatchQueue,
        kept: @escaping (Int, Int) -> Void, full: @escaping () -> Void
    ) {
        self.files = files
        self.recording = recording
        self.take = take
        self.nowMs = nowMs
        self.disk = disk
        self.kept = kept
        self.full = full
    }

    /// Milliseconds of sound in segments so far.
    var capturedMs: Int64 {
        lock.lock()
        defer { lock.unlock() }
        return Int64((capturedSeconds * 1000).rounded())
    }

    func header(_ data: Data) {
        lock.lock()
        header = data
        lock.unlock()
    }

    func segment(_ data: Data, seconds: Double) {
        lock.lock()
        defer { lock.unlock() }
        let number = count
        count += 1
        // Without its header no other can be read, so they travel together.
        let sound = number == 0 ? (header ?? Data()) + data : data
        let startMs = Int64((capturedSeconds * 1000).rounded())
        capturedSeconds += seconds
        let durationMs = Int64((capturedSeconds * 1000).rounded()) - startMs
        let heardAt = nowMs()
        disk.async { [self] in
            let chunk = DeviceChunk(
                take: take, number: number, bytes: sound.count, sha256: RecordingFiles.sha256(sound),
                startMs: startMs, durationMs: durationMs, heardAtMs: heardAt)
            waiting.append((chunk, sound))
            write()
        }
    }

    /// Ends the take; returns when all that could be written is. No segment may follow.
    func close(paused: Bool) {
        disk.sync {
            write()
            do {
                try files.endTake(recording, take, chunks: count, capturedMs: capturedMs, paused: paused)
            } catch {
                full() // when the app starts again the take is closed with what is there of it
            }
        }
    }

    private func write() {
        while let (chunk, sound) = waiting.first {
            do {
                try files.addChunk(recording, chunk, sound)
            } catch {
                full()
                while waiting.count > Self.mostWaiting {
                    // Its number is given: the receipt will name the gap. The header must never go.
                    waiting.remove(at: waiting[0].0.number == 0 ? 1 : 0)
                }
                return
            }
            waiting.removeFirst()
            kept(take, chunk.number)
        }
    }
}
