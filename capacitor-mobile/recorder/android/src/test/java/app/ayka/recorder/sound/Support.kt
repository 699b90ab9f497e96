package app.ayka.recorder.sound

import java.io.File
import java.nio.file.Files
import java.util.concurrent.AbstractExecutorService
import java.util.concurrent.TimeUnit

internal fun directory(): File = Files.createTempDirectory("recordings").toFile().apply { deleteOnExit() }

internal const val ID = "0b7a1c1e-4a3f-4c55-9d0a-2f6b8c1d9e10"

/** Runs what it is given at once. */
internal class AtOnce : AbstractExecutorService() {
    override fun execute(command: Runnable) = command.run()

    override fun shutdown() = Unit

    override fun shutdownNow(): List<Runnable> = emptyList()

    override fun isShutdown() = false

    override fun isTerminated() = false

    override fun awaitTermination(timeout: Long, unit: TimeUnit) = true
}

internal class SetClock(var date: Long = 1_763_000_000_000, var elapsed: Long = 50_000) : Dictaphone.Clock {
    override fun dateMs() = date

    override fun elapsedMs() = elapsed

    fun pass(ms: Long) {
        date += ms
        elapsed += ms
    }
}

/** Gives frames when told to. */
internal class HandMicrophone(private val clock: SetClock) : Microphone {
    override val mimeType = "audio/mp4;codecs=mp4a.40.2"
    override val level = 0.5f
    var sink: Microphone.Sink? = null
    var refuses: Trouble? = null

    override fun open(sink: Microphone.Sink) {
        refuses?.let { throw MicrophoneRefused(it) }
        this.sink = sink
        sink.format(Sine.FORMAT)
    }

    override fun close() {
        sink = null
    }

    /** Hears so many milliseconds, up to a frame. */
    fun hear(ms: Long) {
        repeat((ms * Sine.RATE / 1000 / Fmp4.SAMPLES_PER_FRAME).toInt()) { sink?.frame(ByteArray(100) { 7 }) }
        clock.pass(ms)
    }
}

internal class Heard : Dictaphone.Listener {
    val kept = ArrayList<Pair<Int, Int>>()
    var full = 0
    var posted = ArrayList<Dictaphone.Happening>()

    override fun changed() = Unit

    override fun kept(take: Int, number: Int) {
        kept += take to number
    }

    override fun full() {
        full++
    }

    override fun post(event: Dictaphone.Happening) {
        posted += event
    }
}
