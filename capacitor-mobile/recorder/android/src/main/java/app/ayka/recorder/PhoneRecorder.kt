package app.ayka.recorder

import android.annotation.SuppressLint
import android.content.Context
import android.content.Intent
import android.os.Handler
import android.os.HandlerThread
import android.os.PowerManager
import android.os.SystemClock
import android.util.Log
import app.ayka.recorder.sound.Dictaphone
import app.ayka.recorder.sound.Interruption
import app.ayka.recorder.sound.RecorderState
import app.ayka.recorder.sound.RecordingFiles
import java.io.File
import java.util.concurrent.CopyOnWriteArraySet
import java.util.concurrent.Executors

/**
 * The process's one recorder: what is recorded goes on whether or not a page looks on. Everything it does happens on its
 * own thread; [files] may be asked from any.
 */
internal class PhoneRecorder internal constructor(private val context: Context) {
    interface Watcher {
        fun changed(status: Status)

        fun kept(recording: String, take: Int, number: Int)

        fun full()
    }

    data class Status(val state: RecorderState, val elapsedMs: Long, val level: Float, val trouble: String?)

    private val handler = Handler(HandlerThread("ayka-recorder").apply { start() }.looper)
    private val microphone = AndroidMicrophone(context)

    /** Not in the phone's backups: a restored backup would bring sound back that its owner had deleted. */
    val files = RecordingFiles(File(context.noBackupFilesDir, "recordings"))

    val watchers = CopyOnWriteArraySet<Watcher>()

    private val clock = object : Dictaphone.Clock {
        override fun dateMs() = System.currentTimeMillis()

        override fun elapsedMs() = SystemClock.elapsedRealtime()
    }

    private val disk = Executors.newSingleThreadExecutor { Thread(it, "ayka-disk") }

    private val dictaphone: Dictaphone = Dictaphone(
        files, microphone, clock, disk,
        object : Dictaphone.Listener {
            override fun changed() = stateChanged()

            override fun kept(take: Int, number: Int) {
                val recording = recordingNow ?: return
                watchers.forEach { it.kept(recording, take, number) }
            }

            override fun full() = watchers.forEach { it.full() }

            override fun post(event: Dictaphone.Happening) {
                on { it.handle(event) }
            }
        },
    )

    private val interruptions = Interruptions(
        context, handler, { microphone.audioSession },
        object : Interruptions.Listener {
            override fun taken(why: Interruption) = dictaphone.interrupt(why, waits = true)

            override fun mayBeFree() {
                dictaphone.interruptionOver()
            }
        },
    )

    private val awake = (context.getSystemService(Context.POWER_SERVICE) as PowerManager)
        .newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "ayka:recorder")
        .apply { setReferenceCounted(false) }

    /** Read by the disk's thread too; stays set while the last chunks of a stopped recording are written. */
    @Volatile
    private var recordingNow: String? = null

    fun start(recording: String, note: String, done: (Boolean) -> Unit) = on {
        recordingNow = recording
        done(it.start(recording, note))
    }

    fun pause(done: () -> Unit = {}) = on { it.pause(); done() }

    fun resume(done: (Boolean) -> Unit = {}) = on { done(it.resume()) }

    fun stop(done: () -> Unit = {}) = on { it.stop(); done() }

    fun mark(done: (Long?) -> Unit = {}) = on { done(it.mark()) }

    fun flush() = on { it.flush() }

    fun status(done: (Status) -> Unit) = on { done(statusNow()) }

    private fun on(action: (Dictaphone) -> Unit) {
        handler.post { action(dictaphone) }
    }

        private fun statusNow() =
        Status(dictaphone.state, dictaphone.elapsedMs, dictaphone.level, dictaphone.trouble?.wire)

    @SuppressLint("WakelockTimeout") // it is let go of in every state but this one
    private fun stateChanged() {
        val status = statusNow()
        if (status.state == RecorderState.Idle) {
            interruptions.end()
            context.stopService(Intent(context, RecorderService::class.java))
        } else {
            interruptions.begin()
            try {
                RecorderService.show(context, status)
            } catch (failure: RuntimeException) {
                Log.w("ayka", "the recording cannot be shown; it goes on", failure)
            }
        }
        val waits = (status.state as? RecorderState.Interrupted)?.waits == true
        if (status.state is RecorderState.Recording || waits) {
            awake.acquire()
        } else {
            awake.release()
        }
        watchers.forEach { it.changed(status) }
    }

    companion object {
        @SuppressLint("StaticFieldLeak") // the application's context lives as long as the process
        private var one: PhoneRecorder? = null

        @Synchronized
        fun of(context: Context): PhoneRecorder =
            one ?: PhoneRecorder(context.applicationContext).also { one = it }
    }
}
