package app.ayka.recorder.sound

import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardOpenOption
import java.security.MessageDigest

/**
 * The sound on this phone: a directory for each recording with a note, a journal and one file for each chunk. A chunk
 * counts once its bytes and then its line in the journal are on the disk; a file without a line was being written when
 * the app was killed and is removed. Thread-safe.
 */
class RecordingFiles(private val root: File) : AutoCloseable {
    private val open = LinkedHashMap<String, Entry>()

    init {
        root.mkdirs()
        root.listFiles { file -> file.isDirectory }.orEmpty().forEach { directory ->
            when {
                directory.name.startsWith(GONE) -> directory.deleteRecursively()
                // Killed before the first line: nothing was heard, and nobody was told that it began.
                File(directory, NOTE).isFile -> open[directory.name] = Entry(directory).also { it.clean() }
                else -> directory.deleteRecursively()
            }
        }
    }

    @Synchronized
    fun recordings(): List<DeviceRecording> = open.values.map { it.snapshot() }

    @Synchronized
    fun recording(id: String): DeviceRecording? = open[id]?.snapshot()

    /** Keeps the page's note; the first one makes the recording. */
    @Synchronized
    fun note(id: String, note: String) {
        val directory = File(root, checkId(id))
        if (directory.mkdirs()) {
            syncDirectory(root)
        }
        val next = File(directory, "$NOTE.next")
        writeDurably(next, note.toByteArray())
        Files.move(next.toPath(), File(directory, NOTE).toPath(), ATOMIC_MOVE)
        syncDirectory(directory)
        open.getOrPut(id) { Entry(directory) }.note = note
    }

    /** Begins the next take and answers its number. */
    @Synchronized
    fun beginTake(id: String, mimeType: String, beganAtMs: Long, lostBefore: Lost?): DeviceTake {
        val entry = entry(id)
        entry.takes.lastOrNull()?.takeIf { it.end == null }?.let { entry.end(it, it.capturedMs(), false) }
        val number = entry.takes.size
        val offset = entry.takes.sumOf { it.end?.capturedMs ?: 0 }
        entry.append("take", number, mimeType, offset, beganAtMs, lostBefore?.lengthMs ?: 0, lostBefore?.cause ?: "")
        return entry.takes.last().snapshot()
    }

    /**
     * Keeps one chunk of the running take.
     *
     * @throws IOException when the disk is full or broken; nothing of the chunk is kept then, and it may be repeated
     */
    @Synchronized
    fun addChunk(id: String, chunk: DeviceChunk, sound: ByteArray) {
        val entry = entry(id)
        val file = entry.file(chunk.take, chunk.number)
        try {
            writeDurably(file, sound)
            syncDirectory(entry.directory)
            with(chunk) { entry.append("chunk", take, number, bytes, sha256, startMs, durationMs, heardAtMs) }
        } catch (failure: IOException) {
            file.delete()
            throw failure
        }
    }

    @Synchronized
    fun endTake(id: String, take: Int, chunks: Int, capturedMs: Long, paused: Boolean) =
        entry(id).append("end", take, chunks, capturedMs, if (paused) 1 else 0)

    @Synchronized
    fun mark(id: String, atMs: Long) = entry(id).append("mark", atMs)

    /** A person ended the recording; takes that a kill left open are closed with what there is of them. */
    @Synchronized
    fun end(id: String) {
        val entry = entry(id)
        entry.takes.filter { it.end == null }.forEach { entry.end(it, it.capturedMs(), true) }
        if (!entry.ended) {
            entry.append("ended")
        }
    }

    /** A chunk's bytes, or null when they have left this phone or do not match their checksum any more. */
    @Synchronized
    fun read(id: String, take: Int, number: Int): ByteArray? {
        val chunk = open[id]?.takes?.getOrNull(take)?.chunks?.firstOrNull { it.number == number } ?: return null
        val file = entry(id).file(take, number)
        return file.takeIf { it.isFile }?.readBytes()?.takeIf { sha256(it) == chunk.sha256 }
    }

    /** Lets go of the bytes of chunks that the server has; their description stays. */
    @Synchronized
    fun release(id: String, take: Int, numbers: List<Int>) {
        val entry = open[id] ?: return
        val here = entry.takes.getOrNull(take)?.chunks.orEmpty().filter { it.here && it.number in numbers }
        if (here.isNotEmpty()) {
            // The line first: a file without a purpose is found later, a purpose without a file would be a lie.
            entry.append("released", take, here.joinToString(",") { it.number.toString() })
            here.forEach { entry.file(take, it.number).delete() }
        }
    }

    /** Removes all of a recording: the server has decoded it, or a person threw it away. */
    @Synchronized
    fun remove(id: String) {
        val entry = open.remove(id) ?: return
        entry.close()
        val gone = File(root, GONE + id)
        gone.deleteRecursively()
        if (entry.directory.renameTo(gone)) {
            syncDirectory(root)
            gone.deleteRecursively()
        }
    }

    /** Bytes that may still be written. */
    fun room(): Long = root.usableSpace

    @Synchronized
    override fun close() {
        open.values.forEach { it.close() }
        open.clear()
    }

    private fun entry(id: String): Entry = requireNotNull(open[id]) { "no recording $id on this phone" }

    private class TakeEntry(
        val number: Int,
        val mimeType: String,
        val startOffsetMs: Long,
        val beganAtMs: Long,
        val lostBefore: Lost?,
    ) {
        val chunks = ArrayList<DeviceChunk>()
        var end: TakeEnd? = null

        fun capturedMs(): Long = chunks.lastOrNull()?.let { it.startMs + it.durationMs } ?: 0

        fun snapshot() = DeviceTake(number, mimeType, startOffsetMs, beganAtMs, lostBefore, chunks.toList(), end)
    }

    private class Entry(val directory: File) {
        val takes = ArrayList<TakeEntry>()
        val marks = ArrayList<Long>()
        var ended = false
        var note: String = File(directory, NOTE).takeIf { it.isFile }?.readText().orEmpty()
        private val journal: Journal

        init {
            val (opened, lines) = Journal.open(File(directory, "journal"))
            journal = opened
            lines.forEach { apply(it) }
        }

        fun append(vararg fields: Any) {
            journal.append(*fields)
            apply(fields.map { it.toString() })
        }

        fun end(take: TakeEntry, capturedMs: Long, paused: Boolean) =
            append("end", take.number, (take.chunks.lastOrNull()?.number ?: -1) + 1, capturedMs, if (paused) 1 else 0)

        fun file(take: Int, number: Int) = File(directory, "$take-$number.m4s")

        fun snapshot() = DeviceRecording(directory.name, note, takes.map { it.snapshot() }, marks.toList(), ended)

        fun close() = journal.close()

        /** Removes files that no line of the journal stands for. */
        fun clean() {
            val known = takes.flatMap { take -> take.chunks.filter { it.here }.map { file(take.number, it.number).name } }
            directory.listFiles { file -> file.name.endsWith(".m4s") && file.name !in known }?.forEach { it.delete() }
        }

        private fun apply(line: List<String>) {
            when (line[0]) {
                "take" -> takes += TakeEntry(
                    line[1].toInt(),
                    line[2],
                    line[3].toLong(),
                    line[4].toLong(),
                    line[6].takeIf { it.isNotEmpty() }?.let { Lost(line[5].toLong(), it) },
                )
                "chunk" -> takes.getOrNull(line[1].toInt())?.chunks?.add(
                    DeviceChunk(
                        line[1].toInt(), line[2].toInt(), line[3].toInt(), line[4],
                        line[5].toLong(), line[6].toLong(), line[7].toLong(),
                    ),
                )
                "end" -> takes.getOrNull(line[1].toInt())?.end =
                    TakeEnd(line[2].toInt(), line[3].toLong(), line[4] == "1")
                "released" -> takes.getOrNull(line[1].toInt())?.chunks?.let { chunks ->
                    val numbers = line[2].split(',').mapTo(HashSet()) { it.toInt() }
                    chunks.replaceAll { if (it.number in numbers) it.copy(here = false) else it }
                }
                "mark" -> marks += line[1].toLong()
                "ended" -> ended = true
            }
        }
    }

    companion object {
        private const val NOTE = "note.json"
        private const val GONE = "gone-"
        private val ID = Regex("[0-9a-zA-Z-]{1,64}")

        fun sha256(bytes: ByteArray): String =
            MessageDigest.getInstance("SHA-256").digest(bytes).joinToString("") { "%02x".format(it) }

        private fun checkId(id: String): String {
            require(ID.matches(id) && !id.startsWith(GONE)) { "not an id: $id" }
            return id
        }

        private fun writeDurably(file: File, bytes: ByteArray) =
            FileOutputStream(file).use {
                it.write(bytes)
                it.fd.sync()
            }

        /** Makes a new name durable; file systems that cannot open a directory keep names in order anyway. */
        private fun syncDirectory(directory: File) {
            try {
                FileChannel.open(directory.toPath(), StandardOpenOption.READ).use { it.force(true) }
            } catch (_: IOException) {
                // the journal's own sync follows
            }
        }
    }
}
