package app.ayka.recorder.sound

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** A directory in place of a chunk's file refuses it as a full disk does. */
class FullDiskTest {
    private val root = directory()
    private val files = RecordingFiles(root)
    private val heard = Heard()

    @Test
    fun soundWaitsInMemoryAndIsWrittenInOrderWhenThereIsRoomAgain() {
        val writer = writer()
        val blocked = File(root, "$ID/0-1.m4s").apply { File(this, "x").mkdirs() }
        hear(writer, 4)
        assertEquals(listOf(0 to 0), heard.kept)
        assertTrue(heard.full > 0)
        assertTrue(blocked.deleteRecursively())
        hear(writer, 1)

        assertEquals((0..4).map { 0 to it }, heard.kept)
        writer.close(paused = true)
        assertEquals((0..4).toList(), files.recording(ID)!!.takes[0].chunks.map { it.number })
    }

    @Test
    fun soundThatCanNeverBeWrittenIsCountedAndIsAHoleInTheNumbers() {
        val writer = writer()
        hear(writer, 2)
        File(root, "$ID/0-2.m4s/x").mkdirs()
        hear(writer, 1)
        writer.close(paused = true)

        val take = files.recording(ID)!!.takes[0]
        assertEquals(listOf(0, 1), take.chunks.map { it.number })
        assertEquals("the server compares with this", 3, take.ended!!.chunks)
        assertTrue(take.ended!!.capturedMs > take.chunks.sumOf { it.durationMs })
    }

    private fun writer(): TakeWriter {
        files.note(ID, "{}")
        files.beginTake(ID, "audio/mp4", 0, null)
        return TakeWriter(files, ID, 0, { 0 }, AtOnce(), heard).apply { format(Sine.FORMAT) }
    }

    private fun hear(writer: TakeWriter, chunks: Int) = repeat(chunks * 188) { writer.frame(ByteArray(50) { 3 }) }
}
