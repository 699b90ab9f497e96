package app.ayka.recorder.sound

import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.io.RandomAccessFile
import java.util.concurrent.TimeUnit

class RecordingFilesTest {
    private val root = directory()
    private var files = RecordingFiles(root)

    @Test
    fun everythingIsThereAfterTheAppStartsAgain() {
        files.note(ID, """{"title":"Lunch, tab	and ünïcode"}""")
        files.beginTake(ID, "audio/mp4;codecs=mp4a.40.2", 17, Lost(4_200, "phone call, then ünïcode\t\n"))
        add(0, 0)
        add(0, 1)
        files.endTake(ID, 0, 2, 8_000, false)
        files.mark(ID, 3_500)
        val before = files.recording(ID)

        restart()

        assertEquals(before, files.recording(ID))
        assertArrayEquals(sound(0, 1), files.read(ID, 0, 1))
    }

    @Test
    fun aChunkThatWasBeingWrittenWhenTheAppWasKilledDoesNotCountAndIsRemoved() {
        begun()
        add(0, 0)
        val torn = File(root, "$ID/0-1.m4s").apply { writeBytes(ByteArray(500)) }

        restart()

        assertEquals(listOf(0), files.recording(ID)!!.takes[0].chunks.map { it.number })
        assertFalse(torn.exists())
    }

    @Test
    fun everyBeginningOfTheJournalIsReadAsTheChunksThatWereWholeThen() {
        begun()
        repeat(5) { add(0, it) }
        files.close()
        val journal = File(root, "$ID/journal")
        val whole = journal.readBytes()

        for (length in 0..whole.size) {
            val copy = File(directory(), ID).apply { mkdirs() }
            File(root, ID).listFiles()!!.forEach { it.copyTo(File(copy, it.name)) }
            RandomAccessFile(File(copy, "journal"), "rw").use { it.setLength(length.toLong()) }
            val complete = String(whole, 0, length).count { it == '\n' }
            RecordingFiles(copy.parentFile!!).use { cut ->
                val takes = cut.recording(ID)!!.takes
                assertEquals("cut at $length", (complete - 1).coerceAtLeast(0), takes.sumOf { it.chunks.size })
                // and it can be gone on with
                cut.beginTake(ID, "audio/mp4", 1, null)
            }
            RecordingFiles(copy.parentFile!!).use { again ->
                assertEquals(if (complete == 0) 1 else 2, again.recording(ID)!!.takes.size)
            }
        }
    }

    @Test
    fun aLineThatRottedIsLeftOutAndTheOthersStay() {
        begun()
        repeat(3) { add(0, it) }
        files.close()
        val journal = File(root, "$ID/journal")
        val lines = journal.readLines().toMutableList()
        lines[2] = lines[2].replaceFirst("chunk", "chunl")
        journal.writeText(lines.joinToString("\n", postfix = "\n"))

        files = RecordingFiles(root)

        assertEquals(listOf(0, 2), files.recording(ID)!!.takes[0].chunks.map { it.number })
    }

    @Test
    fun bytesThatDoNotMatchTheirChecksumAreNotGivenOut() {
        begun()
        add(0, 0)
        File(root, "$ID/0-0.m4s").writeBytes(ByteArray(40))

        assertNull(files.read(ID, 0, 0))
    }

    @Test
    fun releasedBytesAreGoneAndTheirDescriptionStays() {
        begun()
        repeat(3) { add(0, it) }

        files.release(ID, 0, listOf(0, 1, 99))
        restart()

        assertEquals(listOf(false, false, true), files.recording(ID)!!.takes[0].chunks.map { it.here })
        assertNull(files.read(ID, 0, 0))
        assertEquals(setOf("0-2.m4s", "journal", "note.json"), File(root, ID).list()!!.toSet())
    }

    @Test
    fun aRemovedRecordingLeavesNothing() {
        begun()
        add(0, 0)

        files.remove(ID)
        files.remove(ID)

        assertEquals(0, root.list()!!.size)
        assertNull(files.recording(ID))
    }

    @Test
    fun aTakeThatAKillLeftOpenIsClosedWithWhatIsThereWhenTheNextOneBegins() {
        begun()
        add(0, 0)
        add(0, 1)
        restart()

        val next = files.beginTake(ID, "audio/mp4", 99, Lost(1_000, "killed"))

        assertEquals(TakeEnd(2, 8_000, false), files.recording(ID)!!.takes[0].ended)
        assertEquals(8_000L, next.startOffsetMs)
    }

    @Test
    fun anIdThatIsAPathIsRefused() {
        for (id in listOf("../x", "", "a/b", ".", "gone-1")) {
            assertTrue(runCatching { files.note(id, "{}") }.exceptionOrNull() is IllegalArgumentException)
        }
    }

    /** Killed at a moment of chance, many times; what the child was told to be safe must be there. */
    @Test
    fun nothingThatWasKeptIsLostWhenTheAppIsKilled() {
        repeat(8) { round ->
            val place = directory()
            val child = ProcessBuilder(
                File(System.getProperty("java.home"), "bin/java").path, "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), "app.ayka.recorder.sound.EndlessRecorder", place.path,
            ).redirectErrorStream(true).start()
            var told = -1
            child.inputStream.bufferedReader().use { words ->
                while (told < 20 + 13 * round) {
                    told = words.readLine()?.toInt() ?: break
                }
                child.toHandle().destroyForcibly() // the handle leaves what is still in the pipe to be read
                words.forEachLine { line -> line.toIntOrNull()?.let { told = it } }
            }
            child.waitFor(10, TimeUnit.SECONDS)
            RecordingFiles(place).use { after ->
                val chunks = after.recording(ID)!!.takes.single().chunks
                assertTrue("told $told", told > 0)
                assertTrue("told $told, there are ${chunks.size}", chunks.size - 1 in told..told + 1)
                chunks.forEach { assertEquals(it.sha256, RecordingFiles.sha256(after.read(ID, 0, it.number)!!)) }
            }
        }
    }

    private fun begun() {
        files.note(ID, "{}")
        files.beginTake(ID, "audio/mp4", 0, null)
    }

    private fun add(take: Int, number: Int) {
        val sound = sound(take, number)
        val sha256 = RecordingFiles.sha256(sound)
        files.addChunk(ID, DeviceChunk(take, number, sound.size, sha256, number * 4_000L, 4_000, 123), sound)
    }

    private fun sound(take: Int, number: Int) = ByteArray(300) { (take * 31 + number * 7 + it).toByte() }

    private fun restart() {
        files.close()
        files = RecordingFiles(root)
    }
}

/** Writes chunks until it is killed and says the number of each once it is kept. */
object EndlessRecorder {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val files = RecordingFiles(File(arguments[0]))
        files.note(ID, "{}")
        files.beginTake(ID, "audio/mp4", 0, null)
        var number = 0
        while (true) {
            val sound = ByteArray(20_000) { (number + it).toByte() }
            files.addChunk(ID, DeviceChunk(0, number, sound.size, RecordingFiles.sha256(sound), number * 4_000L, 4_000, 1), sound)
            println(number++)
            System.out.flush()
        }
    }
}
