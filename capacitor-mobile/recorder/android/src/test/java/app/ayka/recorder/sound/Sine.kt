package app.ayka.recorder.sound

import java.io.File
import java.util.concurrent.TimeUnit
import org.junit.Assume.assumeTrue

/** Real AAC frames of a tone, coded and decoded by the program in `AYKA_FFMPEG`; without it such tests are skipped. */
internal object Sine {
    const val RATE = 48_000

    /** AAC-LC, 48 kHz, one channel. */
    val FORMAT = SoundFormat(RATE, 1, byteArrayOf(0x11, 0x88.toByte()))

    fun frames(seconds: Int): List<ByteArray> {
        val adts = ffmpeg(
            "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=$RATE:duration=$seconds",
            "-ac", "1", "-c:a", "aac", "-b:a", "48k", "-f", "adts", "pipe:1",
        )
        val frames = ArrayList<ByteArray>()
        var at = 0
        while (at + 7 <= adts.size) {
            val u = { i: Int -> adts[at + i].toInt() and 0xFF }
            check(u(0) == 0xFF && (u(1) and 0xF6) == 0xF0) { "no frame at $at" }
            val header = if (u(1) and 1 == 1) 7 else 9
            val length = ((u(3) and 3) shl 11) or (u(4) shl 3) or (u(5) shr 5)
            frames += adts.copyOfRange(at + header, at + length)
            at += length
        }
        return frames
    }

    /** Samples of 16 bits, one channel. */
    fun decode(sound: ByteArray): ShortArray {
        val file = File.createTempFile("take", ".m4a").apply { writeBytes(sound) }
        try {
            val pcm = ffmpeg("-v", "error", "-xerror", "-i", file.path, "-f", "s16le", "-ac", "1", "pipe:1")
            return ShortArray(pcm.size / 2) { (pcm[2 * it].toInt() and 0xFF or (pcm[2 * it + 1].toInt() shl 8)).toShort() }
        } finally {
            file.delete()
        }
    }

    private fun ffmpeg(vararg arguments: String): ByteArray {
        val program = System.getenv("AYKA_FFMPEG")
        assumeTrue("AYKA_FFMPEG names no ffmpeg", program != null)
        val words = File.createTempFile("ffmpeg", ".log")
        val process = ProcessBuilder(program, "-nostdin", *arguments).redirectError(words).start()
        val out = process.inputStream.readBytes()
        check(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) { words.readText().takeLast(2000) }
        words.delete()
        return out
    }
}
