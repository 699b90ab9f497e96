package app.ayka.recorder

import android.content.Context
import android.media.AudioAttributes
import android.media.AudioDeviceCallback
import android.media.AudioDeviceInfo
import android.media.AudioFocusRequest
import android.media.AudioManager
import android.media.AudioRecordingConfiguration
import android.os.Build
import android.os.Handler
import app.ayka.recorder.sound.Interruption

/**
 * Tells when the phone takes the microphone away and gives it back: a call, another app, a headset that goes. All
 * answers come on the handler's thread. The system silences a recording without an error, so it has to be asked.
 */
internal class Interruptions(
    context: Context,
    private val handler: Handler,
    private val ourSession: () -> Int,
    private val listener: Listener,
) {
    interface Listener {
        fun taken(why: Interruption)

        /** The microphone may be free again; trying is the only way to know. */
        fun mayBeFree()
    }

    private val audio = context.getSystemService(Context.AUDIO_SERVICE) as AudioManager
    private var watching = false

    private val modes: Any? =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) AudioManager.OnModeChangedListener { look() } else null

    private val focus = AudioFocusRequest.Builder(AudioManager.AUDIOFOCUS_GAIN_TRANSIENT_EXCLUSIVE)
        .setAudioAttributes(
            AudioAttributes.Builder()
                .setUsage(AudioAttributes.USAGE_MEDIA)
                .setContentType(AudioAttributes.CONTENT_TYPE_SPEECH)
                .build(),
        )
        // Losing it (a navigation's voice) silences no recording: only a call does, which the mode tells.
        .setOnAudioFocusChangeListener({ look() }, handler)
        .build()

    private val recordings = object : AudioManager.AudioRecordingCallback() {
        override fun onRecordingConfigChanged(configs: MutableList<AudioRecordingConfiguration>) = look(configs)
    }

    private val devices = object : AudioDeviceCallback() {
        override fun onAudioDevicesAdded(added: Array<out AudioDeviceInfo>) = mayBeFree()

        override fun onAudioDevicesRemoved(removed: Array<out AudioDeviceInfo>) = look()
    }

    private val again = object : Runnable {
        override fun run() {
            mayBeFree()
            if (watching) {
                handler.postDelayed(this, AGAIN_MS)
            }
        }
    }

    fun begin() {
        if (watching) {
            return
        }
        watching = true
        audio.requestAudioFocus(focus) // refused during a call, which is seen below
        audio.registerAudioRecordingCallback(recordings, handler)
        audio.registerAudioDeviceCallback(devices, handler)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            audio.addOnModeChangedListener({ handler.post(it) }, modes as AudioManager.OnModeChangedListener)
        }
        handler.postDelayed(again, AGAIN_MS)
    }

    fun end() {
        if (!watching) {
            return
        }
        watching = false
        handler.removeCallbacks(again)
        audio.abandonAudioFocusRequest(focus)
        audio.unregisterAudioRecordingCallback(recordings)
        audio.unregisterAudioDeviceCallback(devices)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            audio.removeOnModeChangedListener(modes as AudioManager.OnModeChangedListener)
        }
    }

    private fun look(configs: List<AudioRecordingConfiguration> = audio.activeRecordingConfigurations) {
        if (isCall()) {
            listener.taken(Interruption.CALL)
            return
        }
        val ours = configs.firstOrNull { it.clientAudioSessionId == ourSession() }
        if (ours != null && Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q && ours.isClientSilenced) {
            listener.taken(Interruption.OTHER_APP)
        } else if (configs.isEmpty()) {
            listener.mayBeFree()
        }
    }

    private fun mayBeFree() {
        if (!isCall() && watching) {
            listener.mayBeFree()
        }
    }

    private fun isCall() = audio.mode == AudioManager.MODE_IN_CALL || audio.mode == AudioManager.MODE_IN_COMMUNICATION

    private companion object {
        const val AGAIN_MS = 3_000L
    }
}
