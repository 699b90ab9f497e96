package app.ayka.recorder.sound

import java.io.IOException
import java.util.concurrent.ExecutorService
import java.util.concurrent.TimeUnit

/**
 * Turns the encoder's frames into the numbered chunks of one take. The number is given when a chunk is cut, so one that
 * can never be written leaves a gap that sealing names. Frames come from the encoder's thread; the disk has its own, so
 * that a slow one holds up no sound.
 */
class TakeWriter(
    private val files: RecordingFiles,
    private val recording: String,
    private val take: Int,
    private val nowMs: () -> Long,
    private val disk: ExecutorService,
    private val listener: Listener,
) {
    interface Listener {
        /** A chunk is safe on this phone. */
        fun kept(take: Int, number: Int)

        /** There is no room; sound waits in memory and is tried again with the next chunk. */
        fun full()
    }

    private class Waiting(val chunk: DeviceChunk, val sound: ByteArray)

    private var format: SoundFormat? = null
    private var mp4: Fmp4? = null
    private var frames = ArrayList<ByteArray>()
    private var framesBefore = 0L
    private var count = 0

    /** Only the disk's thread touches it. */
    private val waiting = ArrayDeque<Waiting>()

    /** Milliseconds of sound so far. */
    val capturedMs: Long
        @Synchronized get() = toMs(framesBefore + frames.size)

    /** Must come before the first frame; the same again is ignored. */
    @Synchronized
    fun format(format: SoundFormat) {
        if (mp4 == null) {
            this.format = format
            mp4 = Fmp4(format.sampleRate, format.channels, format.config)
        }
    }

    @Synchronized
    fun frame(bytes: ByteArray) {
        checkNotNull(mp4) { "a frame before its format" }
        frames += bytes
        if (frames.size * Fmp4.SAMPLES_PER_FRAME >= CHUNK_MS * (format?.sampleRate ?: 1) / 1000) {
            cut()
        }
    }

    /** Cuts a chunk now: the app may die at any moment. */
    @Synchronized
    fun flush() {
        if (frames.isNotEmpty()) {
            cut()
        }
    }

    /** Ends the take; returns when all that could be written is. No frame may follow. */
    fun close(paused: Boolean) {
        flush()
        disk.submit {
            write()
            try {
                files.endTake(recording, take, count, capturedMs, paused)
            } catch (_: IOException) {
                // No room for a line: when the app starts again the take is closed with what is there of it.
                listener.full()
            }
        }.get(CLOSE_SECONDS, TimeUnit.SECONDS)
    }

    private fun cut() {
        val mp4 = checkNotNull(mp4)
        val number = count++
        val fragment = mp4.fragment(number + 1, framesBefore, frames)
        val sound = if (number == 0) mp4.header() + fragment else fragment
        val startMs = toMs(framesBefore)
        framesBefore += frames.size
        frames = ArrayList()
        val durationMs = toMs(framesBefore) - startMs
        val heardAt = nowMs()
        disk.execute {
            val sha256 = RecordingFiles.sha256(sound)
            waiting += Waiting(DeviceChunk(take, number, sound.size, sha256, startMs, durationMs, heardAt), sound)
            write()
        }
    }

    private fun write() {
        while (waiting.isNotEmpty()) {
            val next = waiting.first()
            try {
                files.addChunk(recording, next.chunk, next.sound)
            } catch (_: IOException) {
                listener.full()
                while (waiting.size > MAX_WAITING) {
                    // Its number is given: the receipt will name the gap. The header must never go.
                    waiting.removeAt(if (waiting.first().chunk.number == 0) 1 else 0)
                }
                return
            }
            waiting.removeFirst()
            listener.kept(take, next.chunk.number)
        }
    }

    private fun toMs(frames: Long): Long {
        val rate = format?.sampleRate ?: return 0
        return (frames * Fmp4.SAMPLES_PER_FRAME * 1000 + rate / 2) / rate
    }

    companion object {
        /** Shorter than the protocol's 5 s. */
        const val CHUNK_MS = 4_000

        /** About half an hour, 11 MB. */
        private const val MAX_WAITING = 450
        private const val CLOSE_SECONDS = 30L
    }
}

/** @property config the AudioSpecificConfig of the encoder */
class SoundFormat(val sampleRate: Int, val channels: Int, val config: ByteArray) {
    companion object {
        private val RATES = listOf(
            96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
        )

        /** The AudioSpecificConfig of AAC-LC (ISO/IEC 14496-3), for an encoder that does not tell its own. */
        fun aacLc(sampleRate: Int, channels: Int): ByteArray {
            val index = RATES.indexOf(sampleRate)
            require(index >= 0) { "AAC has no rate of $sampleRate" }
            val bits = (2 shl 11) or (index shl 7) or (channels shl 3)
            return byteArrayOf((bits shr 8).toByte(), bits.toByte())
        }
    }
}
