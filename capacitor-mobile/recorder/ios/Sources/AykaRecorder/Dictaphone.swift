import Foundation

/// Where sound comes from, coded as segments of fragmented MP4.
protocol Microphone: AnyObject {
    var mimeType: String { get }
    /// Loudness of what was heard last, 0 to 1.
    var level: Float { get }

    /// Opens it; the header and segments come, on another queue, until `close` has returned. Throws a `Trouble`.
    func open(header: @escaping (Data) -> Void, segment: @escaping (Data, Double) -> Void) throws

    /// Returns when the last segment has been given. Closing twice does no harm.
    func close()
}

/// Records one microphone into takes of one recording, whatever the page does: a call or a lost microphone ends a take,
/// and the next one says how much was not heard and why. All its methods belong on one queue.
final class Dictaphone {
    struct Ports {
        /// The phone's clock in milliseconds since 1970; people may set it.
        let dateMs: () -> Int64
        /// Milliseconds that only ever grow, also while the phone sleeps.
        let elapsedMs: () -> Int64
        let changed: () -> Void
        let kept: (String, Int, Int) -> Void
        let full: () -> Void
    }

    private(set) var state = RecorderState.idle
    /// What went wrong when somebody last asked for sound.
    private(set) var trouble: Trouble?

    private let files: RecordingFiles
    private let microphone: Microphone
    private let disk: DispatchQueue
    private let ports: Ports
    private var writer: TakeWriter?
    private var earlierMs: Int64 = 0
    private var silentSince: Int64?
    private var lostMs: Int64 = 0
    private var lostWhy: Interruption?

    /// Two minutes of sound.
    private static let leastRoom: Int64 = 1_000_000

    init(files: RecordingFiles, microphone: Microphone, disk: DispatchQueue, ports: Ports) {
        self.files = files
        self.microphone = microphone
        self.disk = disk
        self.ports = ports
    }

    /// Milliseconds of sound in the present recording.
    var elapsedMs: Int64 { earlierMs + (writer?.capturedMs ?? 0) }

    var level: Float {
        if case .recording = state { return microphone.level }
        return 0
    }

    /// Begins a recording, or goes on with one that was cut off. Answers whether sound comes; if not, `trouble` says why
    /// and a recording that was new is not there.
    func start(_ recording: String, note: String) -> Bool {
        if state != .idle {
            return state.recording == recording && resume()
        }
        let before = files.recording(recording)
        lostMs = 0
        silentSince = nil
        lostWhy = nil
        do {
            try files.note(recording, note)
            if let before { cutOff(before) }
            try openTake(recording)
        } catch {
            trouble = Self.trouble(error)
            if before == nil { files.remove(recording) }
            ports.changed()
            return false
        }
        apply(.started(recording))
        return true
    }

    func pause() {
        let was = state
        guard apply(.pause) else { return }
        if case .interrupted = was { countLost() } // the silence from now on is wanted, what was before is not
        closeTake(paused: true)
    }

    /// Goes on after a pause or an interruption. Answers whether sound comes.
    @discardableResult
    func resume() -> Bool {
        guard let recording = state.recording else { return false }
        if case .recording = state { return true }
        countLost()
        do {
            try openTake(recording)
        } catch {
            trouble = Self.trouble(error)
            if case .interrupted = state { silentSince = ports.elapsedMs() }
            ports.changed()
            return false
        }
        apply(.resumed)
        return true
    }

    /// Ends the recording; returns when this phone has all of it on its disk.
    func stop() {
        guard let recording = state.recording else { return }
        closeTake(paused: true)
        let takes = files.recording(recording)?.takes ?? []
        if takes.allSatisfy({ $0.chunks.isEmpty && ($0.ended?.chunks ?? 0) == 0 }) {
            files.remove(recording) // nothing was heard: there is nothing to keep
        } else {
            try? files.end(recording)
        }
        earlierMs = 0
        apply(.stop)
    }

    /// Marks this moment; answers it in milliseconds of the recording, or nil while nothing is recorded.
    func mark() -> Int64? {
        guard let recording = state.recording else { return nil }
        let at = elapsedMs
        try? files.mark(recording, atMs: at)
        ports.changed()
        return at
    }

    /// The phone takes the microphone away. With `waits`, `interruptionOver` goes on with the recording.
    func interrupt(_ why: Interruption, waits: Bool) {
        let was = state
        guard apply(.interrupt(why, waits: waits)), case .recording = was else { return }
        silentSince = ports.elapsedMs()
        lostWhy = why
        closeTake(paused: false)
    }

    /// Goes on if the interruption was one that ends by itself. Answers whether sound comes.
    @discardableResult
    func interruptionOver() -> Bool {
        guard case .interrupted(_, _, waits: true) = state else { return false }
        return resume()
    }

    /// The microphone changed under us, such as a headset: what it gives now is a new take, at once.
    func reopen(_ why: Interruption) {
        interrupt(why, waits: true)
        interruptionOver()
    }

    /// Returns when everything that was heard so far is on the disk.
    func flushDisk() {
        disk.sync {}
    }

    private func openTake(_ recording: String) throws {
        guard files.room() >= Self.leastRoom else { throw Trouble.full }
        let lost = lostWhy.map { Lost(lengthMs: lostMs, cause: $0.rawValue) }
        let takes = files.recording(recording)?.takes ?? []
        earlierMs = takes.reduce(0) { $0 + ($1.ended?.capturedMs ?? $1.capturedMs) }
        // Segments take seconds to come, so the take is in the books before the first one.
        let sink = Sink()
        // The microphone first: a take that never ran is not to be in the books.
        try microphone.open(header: sink.header, segment: sink.segment)
        do {
            let take = try files.beginTake(
                recording, mimeType: microphone.mimeType, beganAtMs: ports.dateMs(), lostBefore: lost)
            let writer = TakeWriter(
                files: files, recording: recording, take: take.take, nowMs: ports.dateMs, disk: disk,
                kept: { [ports] in ports.kept(recording, $0, $1) }, full: ports.full)
            sink.begin(writer)
            self.writer = writer
        } catch {
            microphone.close()
            throw error
        }
        trouble = nil
        lostMs = 0
        lostWhy = nil
        silentSince = nil
    }

    private func closeTake(paused: Bool) {
        microphone.close()
        if let closing = writer {
            writer = nil
            closing.close(paused: paused)
            earlierMs += closing.capturedMs
        }
    }

    /// Sound is missing from the moment at which a kill cut the last take off.
    private func cutOff(_ before: DeviceRecording) {
        guard let last = before.takes.last, last.ended?.paused != true else { return }
        let since = last.chunks.last?.heardAtMs ?? last.beganAtMs
        lostMs = max(0, ports.dateMs() - since)
        lostWhy = .killed
    }

    private func countLost() {
        if let since = silentSince { lostMs += ports.elapsedMs() - since }
        silentSince = nil
    }

    @discardableResult
    private func apply(_ event: RecorderEvent) -> Bool {
        let after = state.after(event)
        guard after != state else { return false }
        state = after
        ports.changed()
        return true
    }

    private static func trouble(_ error: Error) -> Trouble {
        if let trouble = error as? Trouble { return trouble }
        return error is POSIXError || error is CocoaError ? .full : .failed
    }

    /// Holds what the microphone gives until the take is in the books.
    private final class Sink {
        private let lock = NSLock()
        private var writer: TakeWriter?
        private var early: [(TakeWriter) -> Void] = []

        func begin(_ writer: TakeWriter) {
            lock.lock()
            defer { lock.unlock() }
            early.forEach { $0(writer) }
            early = []
            self.writer = writer
        }

        func header(_ data: Data) {
            give { $0.header(data) }
        }

        func segment(_ data: Data, _ seconds: Double) {
            give { $0.segment(data, seconds: seconds) }
        }

        private func give(_ what: @escaping (TakeWriter) -> Void) {
            lock.lock()
            defer { lock.unlock() }
            if let writer { what(writer) } else { early.append(what) }
        }
    }
}
