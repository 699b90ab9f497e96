package app.ayka.recorder

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.app.Service
import android.content.Context
import android.content.Intent
import android.content.pm.ServiceInfo
import android.os.Build
import android.os.IBinder
import androidx.core.app.NotificationCompat
import androidx.core.app.ServiceCompat
import app.ayka.recorder.sound.Interruption
import app.ayka.recorder.sound.RecorderState

/**
 * Keeps the app's process and its right to the microphone while something is recorded, and shows that it is: a
 * notification, also on the lock screen, with pause, mark and stop.
 */
class RecorderService : Service() {
    override fun onBind(intent: Intent?): IBinder? = null

    override fun onStartCommand(intent: Intent?, flags: Int, startId: Int): Int {
        val recorder = PhoneRecorder.of(this)
        when (intent?.action) {
            PAUSE -> recorder.pause()
            RESUME -> recorder.resume()
            MARK -> recorder.mark()
            STOP -> recorder.stop()
            SHOW -> Unit
            // Brought back by the system after a kill, which may not open a microphone: the page shows what was cut off.
            else -> stopSelf()
        }
        if (intent?.action == SHOW) {
            val type = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) ServiceInfo.FOREGROUND_SERVICE_TYPE_MICROPHONE else 0
            running = true
            ServiceCompat.startForeground(this, NOTIFICATION, notification(this, intent), type)
        }
        return START_NOT_STICKY
    }

    override fun onDestroy() {
        running = false
        manager(this).cancel(NOTIFICATION)
        super.onDestroy()
    }

    /** Swiped away from the list of apps: what was recorded so far goes to the disk, and the recording goes on. */
    override fun onTaskRemoved(rootIntent: Intent?) {
        PhoneRecorder.of(this).flush()
        super.onTaskRemoved(rootIntent)
    }

    override fun onTrimMemory(level: Int) {
        PhoneRecorder.of(this).flush()
        super.onTrimMemory(level)
    }

    internal companion object {
        private const val NOTIFICATION = 7
        private const val CHANNEL = "recording"
        private const val SHOW = "app.ayka.recorder.SHOW"
        private const val PAUSE = "app.ayka.recorder.PAUSE"
        private const val RESUME = "app.ayka.recorder.RESUME"
        private const val MARK = "app.ayka.recorder.MARK"
        private const val STOP = "app.ayka.recorder.STOP"
        private const val TEXT = "text"
        private const val RUNS = "runs"
        private const val SINCE = "since"

        /** Whether the service is in the foreground; then its notification is changed without it. */
        @Volatile
        private var running = false

        /** Starts the service, or changes what its notification says. */
        fun show(context: Context, status: PhoneRecorder.Status) {
            val intent = Intent(context, RecorderService::class.java)
                .setAction(SHOW)
                .putExtra(TEXT, context.getString(text(status.state)))
                .putExtra(RUNS, status.state is RecorderState.Recording)
                .putExtra(SINCE, System.currentTimeMillis() - status.elapsedMs)
            try {
                if (running || context.startService(intent) == null) {
                    manager(context).notify(NOTIFICATION, notification(context, intent))
                }
            } catch (_: IllegalStateException) {
                // In the background no service may be started; a recording is only ever begun in the foreground.
                manager(context).notify(NOTIFICATION, notification(context, intent))
            }
        }

        private fun text(state: RecorderState): Int =
            when (state) {
                is RecorderState.Recording -> R.string.ayka_recording
                is RecorderState.Interrupted -> when (state.why) {
                    Interruption.CALL -> R.string.ayka_call
                    Interruption.DENIED -> R.string.ayka_denied
                    else -> R.string.ayka_lost
                }
                else -> R.string.ayka_paused
            }

        private fun notification(context: Context, intent: Intent): Notification {
            makeChannel(context)
            val runs = intent.getBooleanExtra(RUNS, false)
            val open = context.packageManager.getLaunchIntentForPackage(context.packageName)
            return NotificationCompat.Builder(context, CHANNEL)
                .setSmallIcon(R.drawable.ic_stat_recording)
                .setContentTitle(context.getString(R.string.ayka_app))
                .setContentText(intent.getStringExtra(TEXT))
                .setOngoing(true)
                .setOnlyAlertOnce(true)
                .setCategory(NotificationCompat.CATEGORY_SERVICE)
                .setVisibility(NotificationCompat.VISIBILITY_PUBLIC)
                .setForegroundServiceBehavior(NotificationCompat.FOREGROUND_SERVICE_IMMEDIATE)
                .setUsesChronometer(runs)
                .setShowWhen(runs)
                .setWhen(intent.getLongExtra(SINCE, 0))
                .apply {
                    open?.let {
                        setContentIntent(PendingIntent.getActivity(context, 0, it, PendingIntent.FLAG_IMMUTABLE))
                    }
                }
                .addAction(0, context.getString(if (runs) R.string.ayka_pause else R.string.ayka_resume), order(context, if (runs) PAUSE else RESUME))
                .addAction(0, context.getString(R.string.ayka_mark), order(context, MARK))
                .addAction(0, context.getString(R.string.ayka_stop), order(context, STOP))
                .build()
        }

        private fun order(context: Context, action: String): PendingIntent =
            PendingIntent.getService(
                context,
                action.hashCode(),
                Intent(context, RecorderService::class.java).setAction(action),
                PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT,
            )

        private fun makeChannel(context: Context) {
            val name = context.getString(R.string.ayka_channel)
            manager(context).createNotificationChannel(
                NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_LOW).apply {
                    lockscreenVisibility = Notification.VISIBILITY_PUBLIC
                },
            )
        }

        private fun manager(context: Context) =
            context.getSystemService(Context.NOTIFICATION_SERVICE) as NotificationManager
    }
}
