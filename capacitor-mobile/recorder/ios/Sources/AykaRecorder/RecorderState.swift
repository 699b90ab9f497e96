/// The recorder's states and what leads from one to the next. Pure: no microphone, no clock, no disk.
enum RecorderState: Equatable {
    case idle
    case recording(String)
    /// A person paused it: what is not heard now is not missing.
    case paused(String)
    /// A person wants it and the phone does not give it. `waits` while it goes on by itself once that is over.
    case interrupted(String, Interruption, waits: Bool)

    var recording: String? {
        switch self {
        case .idle: return nil
        case .recording(let id), .paused(let id), .interrupted(let id, _, _): return id
        }
    }

    /// The next state; an event that means nothing in a state changes nothing (a double tap, a late callback).
    func after(_ event: RecorderEvent) -> RecorderState {
        switch (event, self) {
        case (.started(let id), .idle): return .recording(id)
        case (.pause, .recording(let id)), (.pause, .interrupted(let id, _, _)): return .paused(id)
        case (.resumed, .paused(let id)), (.resumed, .interrupted(let id, _, _)): return .recording(id)
        case (.interrupt(let why, let waits), .recording(let id)): return .interrupted(id, why, waits: waits)
        // A call that begins while the microphone is already lost: the first cause stays.
        case (.interrupt(_, let more), .interrupted(let id, let why, let waits)):
            return .interrupted(id, why, waits: waits && more)
        case (.stop, _): return .idle
        default: return self
        }
    }
}

enum RecorderEvent {
    case started(String)
    case pause
    /// Sound comes again.
    case resumed
    case interrupt(Interruption, waits: Bool)
    case stop
}

/// Why no sound comes although a person wants it; the text goes into the receipt.
enum Interruption: String {
    case call = "phone call"
    case otherApp = "another app used the microphone"
    case lost = "microphone lost"
    case denied = "permission taken away"
    case killed = "the app was ended while recording"
}

/// What the page shows in words; the text is its word in the page's code.
enum Trouble: String, Error {
    case denied
    case noMicrophone = "no-microphone"
    case busy = "microphone-busy"
    case lost = "microphone-lost"
    case full = "device-full"
    case failed
}
