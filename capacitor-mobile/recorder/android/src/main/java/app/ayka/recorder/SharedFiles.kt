package app.ayka.recorder

import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.OpenableColumns
import androidx.core.content.IntentCompat
import java.io.File
import java.io.IOException
import java.util.UUID

/**
 * Sound files that another app shared with this one, copied to where our page may read them: the other app's permission
 * ends with the moment.
 */
internal class SharedFiles(private val context: Context) {
    data class Shared(val name: String, val type: String, val path: String)

    /** Takes what the intent brings, once; what cannot be read is left out. */
    fun take(intent: Intent): List<Shared> {
        val uris = when (intent.action) {
            Intent.ACTION_SEND -> listOfNotNull(IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri::class.java))
            Intent.ACTION_SEND_MULTIPLE ->
                IntentCompat.getParcelableArrayListExtra(intent, Intent.EXTRA_STREAM, Uri::class.java).orEmpty()
            else -> emptyList()
        }
        intent.action = null // the same intent comes again when the screen is turned
        return uris.filter { it.scheme == "content" }.mapNotNull { copy(it) }
    }

    private fun copy(uri: Uri): Shared? {
        val type = context.contentResolver.getType(uri) ?: "application/octet-stream"
        val directory = File(context.cacheDir, "shared/${UUID.randomUUID()}").apply { mkdirs() }
        val name = name(uri)
        val file = File(directory, "sound")
        return try {
            val input = context.contentResolver.openInputStream(uri) ?: return null
            input.use { from -> file.outputStream().use { to -> from.copyTo(to) } }
            Shared(name, type, file.path)
        } catch (_: IOException) {
            directory.deleteRecursively()
            null
        } catch (_: SecurityException) {
            directory.deleteRecursively()
            null
        }
    }

    private fun name(uri: Uri): String {
        val columns = arrayOf(OpenableColumns.DISPLAY_NAME)
        val told = context.contentResolver.query(uri, columns, null, null, null)?.use { rows ->
            if (rows.moveToFirst()) rows.getString(0) else null
        }
        return (told ?: uri.lastPathSegment ?: "sound").substringAfterLast('/').take(200)
    }
}
