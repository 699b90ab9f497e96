package app.ayka.recorder.sound

/**
 * Notices sound that the system threw away because nobody fetched it in time: the clock ran on and no samples came. The
 * two are compared only when a read had to wait, as then nothing is left in the system's buffer; and against the
 * latest minute, as no two clocks run alike.
 */
class OverrunWatch(private val rate: Int) {
    private var began = -1L
    private var samples = 0L
    private var behindBefore = 0L
    private var comparedAt = 0L

    /**
     * @param askedMs when a read began and [doneMs] when it answered, by a clock that nobody sets
     * @return milliseconds of sound that are missing since the last answer, 0 in nearly every case
     */
    fun read(count: Int, askedMs: Long, doneMs: Long): Long {
        val isFirst = began < 0
        if (isFirst) {
            began = doneMs - count * 1000L / rate
        }
        samples += count
        val waited = doneMs - askedMs >= count * 250L / rate
        if (!waited && !isFirst) {
            return 0
        }
        val behind = (doneMs - began) - samples * 1000 / rate
        val missing = behind - behindBefore
        if (isFirst || doneMs - comparedAt >= COMPARE_MS || missing > NOTICEABLE_MS || missing < 0) {
            behindBefore = behind
            comparedAt = doneMs
        }
        return if (!isFirst && missing > NOTICEABLE_MS) missing else 0
    }

    private companion object {
        const val NOTICEABLE_MS = 250L
        const val COMPARE_MS = 60_000L
    }
}
