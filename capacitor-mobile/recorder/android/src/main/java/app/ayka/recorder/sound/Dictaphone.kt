package app.ayka.recorder.sound

import java.io.IOException
import java.util.concurrent.ExecutorService

/**
 * Records one microphone into takes of one recording, whatever the page does: a call or a lost microphone ends a take,
 * and the next one says how much was not heard and why. All its methods belong on one thread; the microphone's frames
 * come on another.
 */
class Dictaphone(
    private val files: RecordingFiles,
    private val microphone: Microphone,
    private val clock: Clock,
    private val disk: ExecutorService,
    private val listener: Listener,
) {
    interface Clock {
        /** The phone's clock in milliseconds since 1970; people may set it. */
        fun dateMs(): Long

        /** Milliseconds that only ever grow, also while the phone sleeps. */
        fun elapsedMs(): Long
    }

    interface Listener : TakeWriter.Listener {
        fun changed()

        /** Something happened on the microphone's thread that [handle] has to hear on the dictaphone's. */
        fun post(event: Happening)
    }

    sealed interface Happening {
        data class Overrun(val lengthMs: Long) : Happening

        data class Failed(val trouble: Trouble) : Happening
    }

    var state: RecorderState = RecorderState.Idle
        private set

    /** What went wrong when somebody last asked for sound. */
    var trouble: Trouble? = null
        private set

    private var writer: TakeWriter? = null
    private var earlierMs = 0L
    private var silentSince: Long? = null
    private var lostMs = 0L
    private var lostWhy: Interruption? = null

    /** Milliseconds of sound in the present recording. */
    val elapsedMs: Long get() = earlierMs + (writer?.capturedMs ?: 0)

    val level: Float get() = if (state is RecorderState.Recording) microphone.level else 0f

    /**
     * Begins a recording, or goes on with one that was cut off. Answers whether sound comes; if not, [trouble] says why
     * and a recording that was new is not there.
     */
    fun start(recording: String, note: String): Boolean {
        if (state != RecorderState.Idle) {
            return state.recording == recording && resume()
        }
        val before = files.recording(recording)
        lostMs = 0
        silentSince = null
        lostWhy = null
        try {
            files.note(recording, note)
            before?.let { cutOff(it) }
            openTake(recording)
        } catch (failure: Exception) {
            trouble = troubleOf(failure)
            if (before == null) {
                files.remove(recording)
            }
            listener.changed()
            return false
        }
        apply(RecorderEvent.Started(recording))
        return true
    }

    fun pause() {
        val was = state
        if (apply(RecorderEvent.Pause)) {
            if (was is RecorderState.Interrupted) {
                countLost() // the silence from now on is wanted, what was before is not
            }
            closeTake(paused = true)
        }
    }

    /** Goes on after a pause or an interruption. Answers whether sound comes. */
    fun resume(): Boolean {
        val recording = state.recording ?: return false
        if (state is RecorderState.Recording) {
            return true
        }
        countLost()
        try {
            openTake(recording)
        } catch (failure: Exception) {
            trouble = troubleOf(failure)
            if (state is RecorderState.Interrupted) {
                silentSince = clock.elapsedMs()
            }
            listener.changed()
            return false
        }
        apply(RecorderEvent.Resumed)
        return true
    }

    /** Ends the recording; returns when this phone has all of it on its disk. */
    fun stop() {
        val recording = state.recording ?: return
        closeTake(paused = true)
        if (files.recording(recording)?.takes.orEmpty().all { it.chunks.isEmpty() && (it.ended?.chunks ?: 0) == 0 }) {
            files.remove(recording) // nothing was heard: there is nothing to keep
        } else {
            files.end(recording)
        }
        earlierMs = 0
        apply(RecorderEvent.Stop)
    }

    /** Marks this moment; answers it in milliseconds of the recording, or null while nothing is recorded. */
    fun mark(): Long? {
        val recording = state.recording ?: return null
        val at = elapsedMs
        files.mark(recording, at)
        listener.changed()
        return at
    }

    /** The phone takes the microphone away. With [waits], [interruptionOver] goes on with the recording. */
    fun interrupt(why: Interruption, waits: Boolean) {
        val was = state
        if (apply(RecorderEvent.Interrupt(why, waits)) && was is RecorderState.Recording) {
            silentSince = clock.elapsedMs()
            lostWhy = why
            closeTake(paused = false)
        }
    }

    /** Goes on if the interruption was one that ends by itself. Answers whether sound comes. */
    fun interruptionOver(): Boolean = (state as? RecorderState.Interrupted)?.waits == true && resume()

    /** The microphone changed under us, such as a headset: the same format goes on in a new take, at once. */
    fun reopen(why: Interruption) {
        interrupt(why, waits = true)
        interruptionOver()
    }

    /** Keeps what has been heard so far. */
    fun flush() {
        writer?.flush()
    }

    fun handle(event: Happening) {
        when (event) {
            is Happening.Overrun -> if (state is RecorderState.Recording) {
                lostMs += event.lengthMs
                reopen(Interruption.BUSY)
            }
            is Happening.Failed -> interrupt(
                if (event.trouble == Trouble.DENIED) Interruption.DENIED else Interruption.LOST,
                waits = event.trouble != Trouble.DENIED,
            )
        }
    }

    private fun openTake(recording: String) {
        if (files.room() < MIN_ROOM) {
            throw IOException("no room on this phone")
        }
        val lost = lostWhy?.let { Lost(lostMs, it.cause) }
        earlierMs = files.recording(recording)?.takes.orEmpty().sumOf { it.ended?.capturedMs ?: 0 }
        val sink = TakeSink()
        // The microphone first: a take that never ran is not to be in the books.
        microphone.open(sink)
        try {
            val take = files.beginTake(recording, microphone.mimeType, clock.dateMs(), lost)
            val opened = TakeWriter(files, recording, take.take, clock::dateMs, disk, listener)
            sink.begin(opened)
            writer = opened
        } catch (failure: Exception) {
            microphone.close()
            throw failure
        }
        trouble = null
        lostMs = 0
        lostWhy = null
        silentSince = null
    }

    private fun closeTake(paused: Boolean) {
        microphone.close()
        val closing = writer
        writer = null
        if (closing != null) {
            closing.close(paused)
            earlierMs += closing.capturedMs
        }
    }

    /** Sound is missing from the moment at which a kill cut the last take off. */
    private fun cutOff(before: DeviceRecording) {
        val last = before.takes.lastOrNull() ?: return
        if (last.ended?.paused != true) {
            val since = last.chunks.lastOrNull()?.heardAtMs ?: last.beganAtMs
            lostMs = (clock.dateMs() - since).coerceAtLeast(0)
            lostWhy = Interruption.KILLED
        }
    }

    private fun countLost() {
        silentSince?.let { lostMs += clock.elapsedMs() - it }
        silentSince = null
    }

    private fun apply(event: RecorderEvent): Boolean {
        val after = next(state, event)
        if (after == state) {
            return false
        }
        state = after
        listener.changed()
        return true
    }

    private fun troubleOf(failure: Exception): Trouble =
        when (failure) {
            is MicrophoneRefused -> failure.trouble
            is IOException -> Trouble.FULL
            else -> Trouble.FAILED
        }

    /** Holds what the microphone gives until the take is in the books. */
    private inner class TakeSink : Microphone.Sink {
        private var writer: TakeWriter? = null
        private val early = ArrayList<(TakeWriter) -> Unit>()

        @Synchronized
        fun begin(writer: TakeWriter) {
            early.forEach { it(writer) }
            early.clear()
            this.writer = writer
        }

        override fun format(format: SoundFormat) = give { it.format(format) }

        override fun frame(bytes: ByteArray) = give { it.frame(bytes) }

        override fun overrun(lengthMs: Long) = listener.post(Happening.Overrun(lengthMs))

        override fun failed(trouble: Trouble) = listener.post(Happening.Failed(trouble))

        @Synchronized
        private fun give(what: (TakeWriter) -> Unit) {
            writer?.let(what) ?: run { early += what }
        }
    }

    companion object {
        /** Two minutes of sound. */
        const val MIN_ROOM = 1_000_000L
    }
}
