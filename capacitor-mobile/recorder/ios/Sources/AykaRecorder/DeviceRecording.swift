import Foundation

/// What this phone holds of one recording.
struct DeviceRecording: Equatable {
    let id: String
    /// What the page wrote down about it (title, consent, owner), as it gave it.
    let note: String
    let takes: [DeviceTake]
    /// Moments that somebody marked, in milliseconds of the recording's own time.
    let marks: [Int64]
    /// Whether a person ended it; one that is not ended was cut off, or is being recorded.
    let ended: Bool
}

struct DeviceTake: Equatable {
    let take: Int
    let mimeType: String
    let startOffsetMs: Int64
    /// The phone's clock when the take began, in milliseconds since 1970.
    let beganAtMs: Int64
    let lostBefore: Lost?
    var chunks: [DeviceChunk] = []
    /// Nil while it runs, and when a kill ended it.
    var ended: TakeEnd?

    var capturedMs: Int64 { chunks.last.map { $0.startMs + $0.durationMs } ?? 0 }
}

/// Sound that was not recorded, and why.
struct Lost: Equatable {
    let lengthMs: Int64
    let cause: String
}

struct TakeEnd: Equatable {
    let chunks: Int
    let capturedMs: Int64
    /// Whether a person paused or ended it: nothing is lost after it then.
    let paused: Bool
}

struct DeviceChunk: Equatable {
    let take: Int
    let number: Int
    let bytes: Int
    let sha256: String
    /// From the start of the take.
    let startMs: Int64
    let durationMs: Int64
    /// The phone's clock when its last sound was heard.
    let heardAtMs: Int64
    /// Whether its bytes are still on this phone.
    var here = true
}
