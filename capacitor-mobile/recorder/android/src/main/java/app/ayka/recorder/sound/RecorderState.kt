package app.ayka.recorder.sound

/** The recorder's states and what leads from one to the next. Pure: no microphone, no clock, no disk. */
sealed interface RecorderState {
    val recording: String? get() = null

    data object Idle : RecorderState

    data class Recording(override val recording: String) : RecorderState

    /** A person paused it: what is not heard now is not missing. */
    data class Paused(override val recording: String) : RecorderState

    /** A person wants it and the phone does not give it. [waits] while it goes on by itself once that is over. */
    data class Interrupted(override val recording: String, val why: Interruption, val waits: Boolean) : RecorderState
}

sealed interface RecorderEvent {
    data class Started(val recording: String) : RecorderEvent

    data object Pause : RecorderEvent

    /** Sound comes again. */
    data object Resumed : RecorderEvent

    data class Interrupt(val why: Interruption, val waits: Boolean) : RecorderEvent

    data object Stop : RecorderEvent
}

/** The next state; an event that means nothing in a state changes nothing (a double tap, a late callback). */
fun next(state: RecorderState, event: RecorderEvent): RecorderState =
    when (event) {
        is RecorderEvent.Started -> if (state == RecorderState.Idle) RecorderState.Recording(event.recording) else state
        RecorderEvent.Pause -> when (state) {
            is RecorderState.Recording -> RecorderState.Paused(state.recording)
            is RecorderState.Interrupted -> RecorderState.Paused(state.recording)
            else -> state
        }
        RecorderEvent.Resumed -> when (state) {
            is RecorderState.Paused -> RecorderState.Recording(state.recording)
            is RecorderState.Interrupted -> RecorderState.Recording(state.recording)
            else -> state
        }
        is RecorderEvent.Interrupt -> when (state) {
            is RecorderState.Recording -> RecorderState.Interrupted(state.recording, event.why, event.waits)
            // A call that begins while the microphone is already lost: the first cause stays, it goes on when it may.
            is RecorderState.Interrupted -> state.copy(waits = state.waits && event.waits)
            else -> state
        }
        RecorderEvent.Stop -> RecorderState.Idle
    }
