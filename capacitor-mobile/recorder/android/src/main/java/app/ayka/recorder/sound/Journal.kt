package app.ayka.recorder.sound

import java.io.Closeable
import java.io.File
import java.io.RandomAccessFile
import java.net.URLDecoder
import java.net.URLEncoder
import java.util.zip.CRC32

/**
 * Lines that are only ever appended, each durable before [append] returns and each with a checksum of its own: what a
 * kill or an empty battery leaves half written is recognised and cut off. Not thread-safe.
 */
internal class Journal private constructor(private val file: RandomAccessFile) : Closeable {
    fun append(vararg fields: Any) {
        val line = line(fields.map { it.toString() })
        val before = file.length()
        file.seek(before)
        try {
            file.write(line.toByteArray(Charsets.US_ASCII))
            file.fd.sync()
        } catch (failure: java.io.IOException) {
            // A disk that filled up in the middle of a line: what follows must not be glued to it.
            runCatching { file.setLength(before) }
            throw failure
        }
    }

    override fun close() = file.close()

    companion object {
        /** Opens a journal to go on with it; answers it and what it holds. */
        fun open(path: File): Pair<Journal, List<List<String>>> {
            val file = RandomAccessFile(path, "rw")
            val bytes = ByteArray(file.length().toInt()).also { file.readFully(it) }
            val end = bytes.lastIndexOf('\n'.code.toByte()) + 1
            if (end < bytes.size) {
                file.setLength(end.toLong())
            }
            return Journal(file) to parse(String(bytes, 0, end, Charsets.US_ASCII))
        }

        private fun line(fields: List<String>): String {
            val body = fields.joinToString("\t") { URLEncoder.encode(it, "UTF-8") }
            return body + "\t" + checksum(body) + "\n"
        }

        private fun parse(text: String): List<List<String>> =
            text.lineSequence().mapNotNull { line ->
                val cut = line.lastIndexOf('\t')
                line.takeIf { cut > 0 && checksum(line.substring(0, cut)) == line.substring(cut + 1) }
                    ?.substring(0, cut)
                    ?.split('\t')
                    ?.map { URLDecoder.decode(it, "UTF-8") }
            }.toList()

        private fun checksum(body: String): String =
            CRC32().apply { update(body.toByteArray(Charsets.US_ASCII)) }.value.toString(16)
    }
}
