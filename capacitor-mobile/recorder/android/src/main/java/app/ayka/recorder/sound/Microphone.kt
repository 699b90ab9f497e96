package app.ayka.recorder.sound

/** Where sound comes from, coded as AAC. */
interface Microphone {
    val mimeType: String

    /**
     * Opens it; frames come to the sink, from another thread, until [close] has returned.
     *
     * @throws MicrophoneRefused when there is none, it is not allowed, or another app has it
     */
    fun open(sink: Sink)

    /** Returns when the last frame has been given. Closing twice does no harm. */
    fun close()

    /** Loudness of what was heard last, 0 to 1. */
    val level: Float

    interface Sink {
        /** Comes once, before the first frame. */
        fun format(format: SoundFormat)

        fun frame(bytes: ByteArray)

        /** The system dropped sound because this phone was too busy. */
        fun overrun(lengthMs: Long)

        /** Nothing more will come although nobody closed it. */
        fun failed(trouble: Trouble)
    }
}

/** What the page shows in words; [wire] is its word in the page's code. */
enum class Trouble(val wire: String) {
    DENIED("denied"),
    NO_MICROPHONE("no-microphone"),
    BUSY("microphone-busy"),
    LOST("microphone-lost"),
    FULL("device-full"),
    FAILED("failed"),
}

class MicrophoneRefused(val trouble: Trouble, cause: Throwable? = null) : Exception(trouble.wire, cause)

/** Why no sound comes although a person wants it; [cause] goes into the receipt. */
enum class Interruption(val cause: String) {
    CALL("phone call"),
    OTHER_APP("another app used the microphone"),
    LOST("microphone lost"),
    DENIED("permission taken away"),
    BUSY("the phone was too busy"),
    KILLED("the app was ended while recording"),
}
