package app.ayka.recorder

import android.Manifest
import android.content.Intent
import android.os.Build
import android.util.Base64
import app.ayka.recorder.sound.DeviceChunk
import app.ayka.recorder.sound.DeviceRecording
import app.ayka.recorder.sound.DeviceTake
import app.ayka.recorder.sound.RecorderState
import com.getcapacitor.JSArray
import com.getcapacitor.JSObject
import com.getcapacitor.PermissionState
import com.getcapacitor.Plugin
import com.getcapacitor.PluginCall
import com.getcapacitor.PluginMethod
import com.getcapacitor.annotation.CapacitorPlugin
import com.getcapacitor.annotation.Permission
import com.getcapacitor.annotation.PermissionCallback
import java.util.concurrent.Executors

/** What the page can ask of the recorder; see `src/definitions.ts`. */
@CapacitorPlugin(
    name = "AykaRecorder",
    permissions = [
        Permission(alias = RecorderPlugin.MICROPHONE, strings = [Manifest.permission.RECORD_AUDIO]),
        Permission(alias = RecorderPlugin.NOTIFICATIONS, strings = ["android.permission.POST_NOTIFICATIONS"]),
    ],
)
class RecorderPlugin : Plugin() {
    private val recorder by lazy { PhoneRecorder.of(context) }
    private val reader = Executors.newSingleThreadExecutor { Thread(it, "ayka-reader") }

    private val watcher = object : PhoneRecorder.Watcher {
        override fun changed(status: PhoneRecorder.Status) = notifyListeners("changed", json(status))

        override fun kept(recording: String, take: Int, number: Int) =
            notifyListeners("kept", JSObject().put("recording", recording).put("take", take).put("number", number))

        override fun full() = notifyListeners("full", JSObject())
    }

    override fun load() {
        recorder.watchers += watcher
        share(activity.intent)
    }

    override fun handleOnNewIntent(intent: Intent) {
        super.handleOnNewIntent(intent)
        share(intent)
    }

    override fun handleOnDestroy() {
        recorder.watchers -= watcher
        super.handleOnDestroy()
    }

    @PluginMethod
    fun start(call: PluginCall) {
        if (getPermissionState(MICROPHONE) != PermissionState.GRANTED) {
            requestPermissionForAlias(MICROPHONE, call, "microphoneAnswered")
        } else if (mayAskForNotifications()) {
            requestPermissionForAlias(NOTIFICATIONS, call, "notificationsAnswered")
        } else {
            begin(call)
        }
    }

    @PermissionCallback
    private fun microphoneAnswered(call: PluginCall) {
        if (getPermissionState(MICROPHONE) != PermissionState.GRANTED) {
            call.reject("the microphone is not allowed", "denied")
        } else {
            start(call)
        }
    }

    /** Without notifications the recording goes on all the same; only its buttons outside the app are missing. */
    @PermissionCallback
    private fun notificationsAnswered(call: PluginCall) = begin(call)

    @PluginMethod
    fun pause(call: PluginCall) = recorder.pause { answerStatus(call) }

    @PluginMethod
    fun resume(call: PluginCall) = recorder.resume { answerStatus(call) }

    @PluginMethod
    fun stop(call: PluginCall) = recorder.stop { answerStatus(call) }

    @PluginMethod
    fun mark(call: PluginCall) = recorder.mark { at -> call.resolve(JSObject().apply { at?.let { put("atMs", it) } }) }

    @PluginMethod
    fun flush(call: PluginCall) {
        recorder.flush()
        call.resolve()
    }

    @PluginMethod
    fun status(call: PluginCall) = answerStatus(call)

    @PluginMethod
    fun recordings(call: PluginCall) = read(call) {
        JSObject().put("recordings", JSArray(recorder.files.recordings().map { json(it) }))
    }

    @PluginMethod
    fun chunks(call: PluginCall) = read(call) {
        val from = call.getInt("from") ?: 0
        val take = recorder.files.recording(call.need("recording"))?.takes?.getOrNull(call.need<Int>("take"))
        JSObject().put("chunks", JSArray(take?.chunks.orEmpty().filter { it.number >= from }.map { json(it) }))
    }

    @PluginMethod
    fun read(call: PluginCall) = read(call) {
        val sound = recorder.files.read(call.need("recording"), call.need("take"), call.need("number"))
        JSObject().apply { sound?.let { put("base64", Base64.encodeToString(it, Base64.NO_WRAP)) } }
    }

    @PluginMethod
    fun release(call: PluginCall) = read(call) {
        recorder.files.release(call.need("recording"), call.need("take"), call.getArray("numbers").toList<Int>())
        JSObject()
    }

    @PluginMethod
    fun finish(call: PluginCall) = read(call) {
        recorder.files.recording(call.need("recording"))?.let { recorder.files.end(it.id) }
        JSObject()
    }

    @PluginMethod
    fun remove(call: PluginCall) = read(call) {
        recorder.files.remove(call.need("recording"))
        JSObject()
    }

    private fun begin(call: PluginCall) {
        val recording = call.getString("recording")
        val note = call.getString("note")
        if (recording == null || note == null) {
            call.reject("recording and note are needed", "failed")
            return
        }
        recorder.start(recording, note) { comes ->
            recorder.status { status ->
                if (comes) call.resolve(json(status)) else call.reject("no sound comes", status.trouble ?: "failed")
            }
        }
    }

    private fun mayAskForNotifications() =
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU && getPermissionState(NOTIFICATIONS) == PermissionState.PROMPT

    private fun answerStatus(call: PluginCall) = recorder.status { call.resolve(json(it)) }

    /** Work on the disk, off the bridge's thread and off the recorder's. */
    private fun read(call: PluginCall, work: () -> JSObject) = reader.execute {
        try {
            call.resolve(work())
        } catch (failure: Exception) {
            call.reject(failure.message ?: failure.javaClass.simpleName, "failed", failure)
        }
    }

    private fun share(intent: Intent?) {
        intent ?: return
        reader.execute {
            val files = SharedFiles(context).take(intent)
            if (files.isNotEmpty()) {
                val json = files.map { JSObject().put("name", it.name).put("type", it.type).put("path", it.path) }
                notifyListeners("shared", JSObject().put("files", JSArray(json)), true)
            }
        }
    }

    private inline fun <reified T> PluginCall.need(name: String): T =
        requireNotNull(data.opt(name) as? T) { "$name is needed" }

    internal companion object {
        const val MICROPHONE = "microphone"
        const val NOTIFICATIONS = "notifications"

        private fun json(status: PhoneRecorder.Status) = JSObject().apply {
            put("state", when (status.state) {
                RecorderState.Idle -> "idle"
                is RecorderState.Recording -> "recording"
                is RecorderState.Paused -> "paused"
                is RecorderState.Interrupted -> "interrupted"
            })
            status.state.recording?.let { put("recording", it) }
            (status.state as? RecorderState.Interrupted)?.let { put("cause", it.why.cause) }
            put("elapsedMs", status.elapsedMs)
            put("level", status.level.toDouble())
            status.trouble?.let { put("trouble", it) }
        }

        private fun json(recording: DeviceRecording) = JSObject()
            .put("id", recording.id)
            .put("note", recording.note)
            .put("ended", recording.ended)
            .put("marks", JSArray(recording.marks))
            .put("takes", JSArray(recording.takes.map { json(it) }))

        private fun json(take: DeviceTake) = JSObject().apply {
            put("take", take.take)
            put("mimeType", take.mimeType)
            put("startOffsetMs", take.startOffsetMs)
            put("beganAtMs", take.beganAtMs)
            put("chunks", take.chunks.size)
            take.lostBefore?.let { put("lostBefore", JSObject().put("lengthMs", it.lengthMs).put("cause", it.cause)) }
            take.ended?.let {
                put("ended", JSObject().put("chunks", it.chunks).put("capturedMs", it.capturedMs).put("paused", it.paused))
            }
        }

        private fun json(chunk: DeviceChunk) = JSObject()
            .put("number", chunk.number)
            .put("bytes", chunk.bytes)
            .put("sha256", chunk.sha256)
            .put("startMs", chunk.startMs)
            .put("durationMs", chunk.durationMs)
            .put("heardAtMs", chunk.heardAtMs)
            .put("here", chunk.here)
    }
}
