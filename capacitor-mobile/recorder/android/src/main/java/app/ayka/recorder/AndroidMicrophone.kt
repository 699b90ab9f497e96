package app.ayka.recorder

import android.Manifest
import android.annotation.SuppressLint
import android.content.Context
import android.content.pm.PackageManager
import android.media.AudioFormat
import android.media.AudioRecord
import android.media.MediaCodec
import android.media.MediaCodecInfo
import android.media.MediaFormat
import android.media.MediaRecorder
import android.os.Process
import android.os.SystemClock
import android.util.Log
import androidx.core.content.ContextCompat
import app.ayka.recorder.sound.Microphone
import app.ayka.recorder.sound.MicrophoneRefused
import app.ayka.recorder.sound.OverrunWatch
import app.ayka.recorder.sound.SoundFormat
import app.ayka.recorder.sound.Trouble
import kotlin.concurrent.thread
import kotlin.math.abs
import kotlin.math.max

/** The phone's microphone through [AudioRecord], coded by the phone's AAC encoder. */
internal class AndroidMicrophone(private val context: Context) : Microphone {
    override val mimeType = "audio/mp4;codecs=mp4a.40.2"

    @Volatile
    override var level = 0f
        private set

    private var running: Running? = null

    /** By which the system names our recording among others; 0 while nothing is recorded. */
    val audioSession: Int get() = running?.record?.audioSessionId ?: 0

    override fun open(sink: Microphone.Sink) {
        if (ContextCompat.checkSelfPermission(context, Manifest.permission.RECORD_AUDIO) != PackageManager.PERMISSION_GRANTED) {
            throw MicrophoneRefused(Trouble.DENIED)
        }
        if (!context.packageManager.hasSystemFeature(PackageManager.FEATURE_MICROPHONE)) {
            throw MicrophoneRefused(Trouble.NO_MICROPHONE)
        }
        close()
        val (record, rate) = openRecord()
        val codec = try {
            openCodec(rate)
        } catch (failure: Exception) {
            record.release()
            throw MicrophoneRefused(Trouble.FAILED, failure)
        }
        record.startRecording()
        if (record.recordingState != AudioRecord.RECORDSTATE_RECORDING) {
            record.release()
            codec.release()
            throw MicrophoneRefused(Trouble.BUSY)
        }
        running = Running(record, codec, rate, sink).also { it.begin() }
    }

    override fun close() {
        running?.end()
        running = null
        level = 0f
    }

    @SuppressLint("MissingPermission") // asked for in open
    private fun openRecord(): Pair<AudioRecord, Int> {
        for (rate in RATES) {
            val smallest = AudioRecord.getMinBufferSize(rate, AudioFormat.CHANNEL_IN_MONO, AudioFormat.ENCODING_PCM_16BIT)
            if (smallest <= 0) {
                continue
            }
            val record = try {
                AudioRecord(
                    MediaRecorder.AudioSource.MIC,
                    rate,
                    AudioFormat.CHANNEL_IN_MONO,
                    AudioFormat.ENCODING_PCM_16BIT,
                    max(smallest * 4, rate * 2 * BUFFER_SECONDS),
                )
            } catch (_: IllegalArgumentException) {
                continue
            }
            if (record.state == AudioRecord.STATE_INITIALIZED) {
                return record to rate
            }
            record.release()
        }
        throw MicrophoneRefused(Trouble.BUSY)
    }

    private fun openCodec(rate: Int): MediaCodec {
        val codec = MediaCodec.createEncoderByType(MediaFormat.MIMETYPE_AUDIO_AAC)
        val format = MediaFormat.createAudioFormat(MediaFormat.MIMETYPE_AUDIO_AAC, rate, 1).apply {
            setInteger(MediaFormat.KEY_AAC_PROFILE, MediaCodecInfo.CodecProfileLevel.AACObjectLC)
            setInteger(MediaFormat.KEY_BIT_RATE, BIT_RATE)
            setInteger(MediaFormat.KEY_MAX_INPUT_SIZE, READ_SAMPLES * 2)
        }
        try {
            codec.configure(format, null, null, MediaCodec.CONFIGURE_FLAG_ENCODE)
            codec.start()
        } catch (failure: Exception) {
            codec.release()
            throw failure
        }
        return codec
    }

    private inner class Running(
        val record: AudioRecord,
        private val codec: MediaCodec,
        private val rate: Int,
        private val sink: Microphone.Sink,
    ) {
        @Volatile
        private var wanted = true
        private lateinit var worker: Thread
        private val overruns = OverrunWatch(rate)
        private val info = MediaCodec.BufferInfo()
        private var samples = 0L

        fun begin() {
            worker = thread(name = "ayka-microphone") {
                Process.setThreadPriority(Process.THREAD_PRIORITY_URGENT_AUDIO)
                try {
                    run()
                } catch (failure: IllegalStateException) {
                    Log.w("ayka", "the encoder died, as it does when the media server is restarted; another take follows", failure)
                    lost()
                } finally {
                    release()
                }
            }
        }

        fun end() {
            wanted = false
            worker.join(JOIN_MS)
        }

        private fun run() {
            val sound = ShortArray(READ_SAMPLES)
            while (wanted) {
                val asked = SystemClock.elapsedRealtime()
                val count = record.read(sound, 0, sound.size)
                if (count < 0) {
                    lost()
                    return
                }
                if (count == 0) {
                    continue // nothing fed would end the stream
                }
                val lostMs = overruns.read(count, asked, SystemClock.elapsedRealtime())
                if (lostMs > 0) {
                    sink.overrun(lostMs)
                }
                level = loudness(sound, count)
                feed(sound, count)
                drain(toEnd = false)
            }
            feed(sound, 0)
            drain(toEnd = true)
        }

        /** A count of 0 ends the stream. */
        private fun feed(sound: ShortArray, count: Int) {
            val deadline = SystemClock.elapsedRealtime() + CODEC_MS
            while (SystemClock.elapsedRealtime() < deadline) {
                val index = codec.dequeueInputBuffer(10_000)
                if (index < 0) {
                    drain(toEnd = false)
                    continue
                }
                val buffer = checkNotNull(codec.getInputBuffer(index))
                buffer.clear()
                buffer.order(java.nio.ByteOrder.nativeOrder()).asShortBuffer().put(sound, 0, count)
                val timeUs = samples * 1_000_000 / rate
                samples += count
                val flags = if (count == 0) MediaCodec.BUFFER_FLAG_END_OF_STREAM else 0
                codec.queueInputBuffer(index, 0, count * 2, timeUs, flags)
                return
            }
            error("the encoder takes nothing any more")
        }

        private fun drain(toEnd: Boolean) {
            val deadline = SystemClock.elapsedRealtime() + CODEC_MS
            while (SystemClock.elapsedRealtime() < deadline) {
                val index = codec.dequeueOutputBuffer(info, if (toEnd) 10_000 else 0)
                if (index == MediaCodec.INFO_OUTPUT_FORMAT_CHANGED) {
                    announce(codec.outputFormat)
                } else if (index >= 0) {
                    take(index)
                    if (info.flags and MediaCodec.BUFFER_FLAG_END_OF_STREAM != 0) {
                        return
                    }
                } else if (!toEnd) {
                    return
                }
            }
        }

        private fun take(index: Int) {
            val isConfig = info.flags and MediaCodec.BUFFER_FLAG_CODEC_CONFIG != 0
            if (info.size > 0 && !isConfig) {
                val buffer = checkNotNull(codec.getOutputBuffer(index))
                buffer.position(info.offset).limit(info.offset + info.size)
                sink.frame(ByteArray(info.size).also { buffer.get(it) })
            }
            codec.releaseOutputBuffer(index, false)
        }

        private fun announce(format: MediaFormat) {
            val config = format.getByteBuffer("csd-0")?.let { told -> ByteArray(told.remaining()).also { told.duplicate().get(it) } }
            sink.format(SoundFormat(rate, 1, config ?: SoundFormat.aacLc(rate, 1)))
        }

        private fun lost() {
            if (wanted) {
                val allowed = ContextCompat.checkSelfPermission(context, Manifest.permission.RECORD_AUDIO) ==
                    PackageManager.PERMISSION_GRANTED
                sink.failed(if (allowed) Trouble.LOST else Trouble.DENIED)
            }
        }

        private fun release() {
            runCatching { record.stop() }
            record.release()
            runCatching { codec.stop() }
            codec.release()
        }
    }

    companion object {
        private val RATES = intArrayOf(48_000, 44_100, 16_000)
        private const val BIT_RATE = 64_000
        private const val READ_SAMPLES = 2_048
        private const val BUFFER_SECONDS = 4
        private const val CODEC_MS = 3_000L
        private const val JOIN_MS = 5_000L

        /** Peak on a scale that shows a quiet room as little and a voice as much. */
        private fun loudness(sound: ShortArray, count: Int): Float {
            var peak = 0
            for (i in 0 until count) {
                peak = max(peak, abs(sound[i].toInt()))
            }
            return (peak / 12_000f).coerceAtMost(1f)
        }
    }
}
