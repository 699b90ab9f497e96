package app.ayka.recorder.sound

/** What this phone holds of one recording. */
data class DeviceRecording(
    val id: String,
    /** What the page wrote down about it (title, consent, owner), as it gave it. */
    val note: String,
    val takes: List<DeviceTake>,
    /** Moments that somebody marked, in milliseconds of the recording's own time. */
    val marks: List<Long>,
    /** Whether a person ended it; one that is not ended was cut off, or is being recorded. */
    val ended: Boolean,
)

data class DeviceTake(
    val take: Int,
    val mimeType: String,
    val startOffsetMs: Long,
    /** The phone's clock when the take began, in milliseconds since 1970. */
    val beganAtMs: Long,
    val lostBefore: Lost?,
    val chunks: List<DeviceChunk>,
    /** Null while it runs, and when a kill ended it. */
    val ended: TakeEnd?,
)

/** Sound that was not recorded, and why. */
data class Lost(val lengthMs: Long, val cause: String)

/** @property paused whether a person paused or ended it: nothing is lost after it then */
data class TakeEnd(val chunks: Int, val capturedMs: Long, val paused: Boolean)

data class DeviceChunk(
    val take: Int,
    val number: Int,
    val bytes: Int,
    val sha256: String,
    /** From the start of the take. */
    val startMs: Long,
    val durationMs: Long,
    /** The phone's clock when its last sound was heard. */
    val heardAtMs: Long,
    /** Whether its bytes are still on this phone. */
    val here: Boolean = true,
)
