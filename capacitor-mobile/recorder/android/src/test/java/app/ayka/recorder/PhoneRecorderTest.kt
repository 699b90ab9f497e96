package app.ayka.recorder

import android.Manifest
import android.app.Application
import android.content.ContextWrapper
import android.content.Intent
import android.content.pm.PackageManager
import android.content.res.Resources
import android.media.AudioManager
import android.media.MediaFormat
import app.ayka.recorder.sound.Interruption
import app.ayka.recorder.sound.Lost
import app.ayka.recorder.sound.RecorderState
import app.ayka.recorder.sound.RecordingFiles
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAudioRecord
import org.robolectric.shadows.ShadowMediaCodec

/** The Android part on Robolectric's Android: real threads, service and notification; microphone and encoder are made up. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [36], manifest = Config.NONE)
class PhoneRecorderTest {
    private val app: Application = RuntimeEnvironment.getApplication()
    private val heard = Semaphore(0)
    private val kept = Semaphore(0)
    private lateinit var recorder: PhoneRecorder

    @Before
    fun aPhone() {
        shadowOf(app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        shadowOf(app.packageManager).setSystemFeature(PackageManager.FEATURE_MICROPHONE, true)
        ShadowAudioRecord.setSourceProvider {
            object : ShadowAudioRecord.AudioRecordSource {
                override fun readInShortArray(audioData: ShortArray, offset: Int, size: Int, blocking: Boolean): Int {
                    heard.tryAcquire(50, TimeUnit.MILLISECONDS).let { if (!it) return 0 }
                    audioData.fill(6_000, offset, offset + size)
                    return size
                }
            }
        }
        ShadowMediaCodec.addEncoder(
            MediaFormat.MIMETYPE_AUDIO_AAC,
            ShadowMediaCodec.CodecConfig(8192, 8192) { input, output -> output.put(input) },
        )
        recorder = PhoneRecorder(Worded(app))
        recorder.watchers += object : PhoneRecorder.Watcher {
            override fun changed(status: PhoneRecorder.Status) = Unit

            override fun kept(recording: String, take: Int, number: Int) = kept.release()

            override fun full() = Unit
        }
    }

    @After
    fun clear() {
        ShadowMediaCodec.clearCodecs()
        ShadowAudioRecord.clearSource()
    }

    @Test
    fun whatTheMicrophoneHearsIsOnTheDiskAndStopKeepsTheRest() {
        assertTrue(start())
        hear(200) // one frame each: a chunk is 188
        assertTrue("a chunk is kept while it records", kept.tryAcquire(10, TimeUnit.SECONDS))
        assertEquals(RecorderState.Recording(ID), status().state)
        assertTrue(status().level > 0.4f)
        stop()

        val recording = recorder.files.recording(ID)!!
        assertTrue(recording.ended)
        val take = recording.takes.single()
        assertEquals(2, take.chunks.size)
        assertEquals(take.ended!!.capturedMs, take.chunks.sumOf { it.durationMs })
        take.chunks.forEach { assertEquals(it.sha256, RecordingFiles.sha256(recorder.files.read(ID, 0, it.number)!!)) }
        assertEquals("ftyp", String(recorder.files.read(ID, 0, 0)!!, 4, 4))
        assertEquals("moof", String(recorder.files.read(ID, 0, 1)!!, 4, 4))
    }

    @Test
    fun aCallTakesTheMicrophoneAndGivesItBack() {
        val audio = app.getSystemService(AudioManager::class.java)
        assertTrue(start())
        hear(50)
        audio.mode = AudioManager.MODE_IN_CALL
        assertEquals(RecorderState.Interrupted(ID, Interruption.CALL, true), settled())
        audio.mode = AudioManager.MODE_NORMAL
        recorder.resume()
        assertEquals(RecorderState.Recording(ID), settled())
        hear(50)
        stop()

        val takes = recorder.files.recording(ID)!!.takes
        assertEquals(2, takes.size)
        assertEquals(Lost(0, "phone call").cause, takes[1].lostBefore!!.cause)
        assertTrue(takes.all { it.chunks.isNotEmpty() })
    }

    @Test
    fun withoutPermissionNothingBegins() {
        shadowOf(app).denyPermissions(Manifest.permission.RECORD_AUDIO)
        assertFalse(start())
        assertEquals("denied", status().trouble)
        assertNull(recorder.files.recording(ID))
    }

    @Test
    fun aServiceHoldsTheRecordingAndShowsItsButtons() {
        assertTrue(start())
        val started: Intent? = shadowOf(app).nextStartedService
        assertNotNull(started)
        assertEquals(RecorderService::class.java.name, started!!.component!!.className)
        stop()
        assertNotNull(shadowOf(app).nextStoppedService)
    }

    private fun start(): Boolean {
        val answer = CompletableFuture<Boolean>()
        recorder.start(ID, "{}") { answer.complete(it) }
        return answer.get(10, TimeUnit.SECONDS)
    }

    private fun stop() {
        val done = CompletableFuture<Unit>()
        recorder.stop { done.complete(Unit) }
        done.get(20, TimeUnit.SECONDS)
    }

    private fun status(): PhoneRecorder.Status {
        val answer = CompletableFuture<PhoneRecorder.Status>()
        recorder.status { answer.complete(it) }
        return answer.get(10, TimeUnit.SECONDS)
    }

    /** After all that was posted before. */
    private fun settled(): RecorderState {
        shadowOf(android.os.Looper.getMainLooper()).idle()
        status()
        return status().state
    }

    private fun hear(reads: Int) {
        heard.release(reads)
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10)
        while (heard.availablePermits() > 0) {
            check(System.nanoTime() < deadline) { "nobody listens" }
            Thread.onSpinWait()
        }
    }

    /** Resources are made by Android's build; here every text is its number. */
    private class Worded(app: Application) : ContextWrapper(app) {
        @Suppress("DEPRECATION") // there is no other way to make one by hand
        private val words = object : Resources(app.assets, app.resources.displayMetrics, app.resources.configuration) {
            override fun getText(id: Int): CharSequence = "text $id"
        }

        override fun getResources(): Resources = words
    }

    private companion object {
        const val ID = "0b7a1c1e-4a3f-4c55-9d0a-2f6b8c1d9e10"
    }
}
