package app.ayka.recorder.sound

import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import kotlin.math.abs
import kotlin.math.sqrt

class TakeWriterTest {
    private val files = RecordingFiles(directory())

    @Test
    fun chunksOfATakeAppendedToEachOtherDecodeToEverySampleThatWasHeard() {
        val frames = Sine.frames(31)
        val take = write(frames)

        val chunks = files.recording(ID)!!.takes.single().chunks
        val sound = chunks.map { files.read(ID, take, it.number)!! }
        val samples = Sine.decode(sound.reduce(ByteArray::plus))

        assertEquals(frames.size * Fmp4.SAMPLES_PER_FRAME, samples.size)
        val loudness = sqrt(samples.map { it.toDouble() * it }.average())
        assertTrue("a tone is heard, not silence: $loudness", loudness > 1_000)
        val crossings = samples.toList().zipWithNext().count { (a, b) -> (a < 0) != (b < 0) }
        assertTrue("440 Hz: $crossings", abs(crossings / 2.0 / (samples.size / 48_000.0) - 440) < 2)
    }

    @Test
    fun aTakeWithoutItsLastChunksIsReadableUpToThem() {
        val frames = Sine.frames(20)
        val take = write(frames)
        val chunks = files.recording(ID)!!.takes.single().chunks.take(3)

        val samples = Sine.decode(chunks.map { files.read(ID, take, it.number)!! }.reduce(ByteArray::plus))

        assertEquals(chunks.sumOf { it.durationMs } * 48, samples.size.toLong() / 48 * 48)
    }

    @Test
    fun chunksAreNumberedWithoutHolesShorterThanFiveSecondsAndAddUpExactly() {
        val frames = List(10_000) { ByteArray(120) { 1 } }
        write(frames)

        val take = files.recording(ID)!!.takes.single()

        assertEquals(take.chunks.indices.toList(), take.chunks.map { it.number })
        assertTrue(take.chunks.all { it.durationMs in 1..4_999 })
        take.chunks.zipWithNext().forEach { (a, b) -> assertEquals(a.startMs + a.durationMs, b.startMs) }
        val ms = 10_000L * 1024 * 1000 / 48_000
        assertEquals(ms, take.chunks.sumOf { it.durationMs })
        assertEquals(TakeEnd(take.chunks.size, ms, true), take.ended)
        assertEquals(take.chunks.map { RecordingFiles.sha256(files.read(ID, 0, it.number)!!) }, take.chunks.map { it.sha256 })
    }

    @Test
    fun theConfigurationThatAnEncoderDoesNotTellIsTheOneThatOthersTell() {
        assertArrayEquals(Sine.FORMAT.config, SoundFormat.aacLc(48_000, 1))
        assertArrayEquals(byteArrayOf(0x12, 0x10), SoundFormat.aacLc(44_100, 2))
        assertArrayEquals(byteArrayOf(0x14, 0x08), SoundFormat.aacLc(16_000, 1))
    }

    private fun write(frames: List<ByteArray>): Int {
        files.note(ID, "{}")
        val take = files.beginTake(ID, "audio/mp4", 0, null).take
        val writer = TakeWriter(files, ID, take, { 0 }, AtOnce(), Heard())
        writer.format(Sine.FORMAT)
        frames.forEach { writer.frame(it) }
        writer.close(paused = true)
        return take
    }
}
