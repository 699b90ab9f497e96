package app.ayka.recorder.sound

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class DictaphoneTest {
    private val root = directory()
    private var files = RecordingFiles(root)
    private val clock = SetClock()
    private val microphone = HandMicrophone(clock)
    private val heard = Heard()
    private var dictaphone = Dictaphone(files, microphone, clock, AtOnce(), heard)

    private val takes get() = files.recording(ID)!!.takes

    @Test
    fun aPhoneCallEndsTheTakeAndTheNextOneSaysHowMuchWasNotHeard() {
        start()
        microphone.hear(20_000)
        dictaphone.interrupt(Interruption.CALL, waits = true)
        assertEquals(RecorderState.Interrupted(ID, Interruption.CALL, true), dictaphone.state)
        clock.pass(95_000)
        assertTrue(dictaphone.interruptionOver())
        microphone.hear(8_000)
        dictaphone.stop()

        assertEquals(2, takes.size)
        assertEquals(Lost(95_000, "phone call"), takes[1].lostBefore)
        assertEquals(takes[0].ended!!.capturedMs, takes[1].startOffsetMs)
        assertTrue(takes[0].ended!!.capturedMs in 19_900..20_000)
        assertTrue(files.recording(ID)!!.ended)
    }

    @Test
    fun aPauseIsNotMissing() {
        start()
        microphone.hear(5_000)
        dictaphone.pause()
        clock.pass(60_000)
        assertTrue(dictaphone.resume())
        microphone.hear(5_000)
        dictaphone.stop()

        assertEquals(2, takes.size)
        assertNull(takes[1].lostBefore)
    }

    @Test
    fun ofACallDuringWhichAPersonPausesOnlyTheTimeUntilThePauseIsMissing() {
        start()
        microphone.hear(5_000)
        dictaphone.interrupt(Interruption.CALL, waits = true)
        clock.pass(30_000)
        dictaphone.pause()
        clock.pass(500_000)
        assertFalse("a pause is not ended by the end of a call", dictaphone.interruptionOver())
        dictaphone.resume()
        microphone.hear(5_000)
        dictaphone.stop()

        assertEquals(Lost(30_000, "phone call"), takes[1].lostBefore)
    }

    @Test
    fun aMicrophoneThatIsNotGivenBackAtOnceIsCountedUntilItIs() {
        start()
        microphone.hear(5_000)
        dictaphone.interrupt(Interruption.OTHER_APP, waits = true)
        clock.pass(10_000)
        microphone.refuses = Trouble.BUSY
        assertFalse(dictaphone.interruptionOver())
        assertEquals(Trouble.BUSY, dictaphone.trouble)
        clock.pass(7_000)
        microphone.refuses = null
        assertTrue(dictaphone.interruptionOver())
        dictaphone.stop()

        assertEquals(Lost(17_000, "another app used the microphone"), takes[1].lostBefore)
    }

    @Test
    fun whatAKillCutOffIsGoneOnWithInANewTakeThatNamesIt() {
        start()
        microphone.hear(12_000)
        files.close() // the app is killed: nothing of the dictaphone runs any more
        clock.pass(40_000)
        files = RecordingFiles(root)
        dictaphone = Dictaphone(files, microphone, clock, AtOnce(), heard)
        start()
        microphone.hear(4_500)
        dictaphone.stop()

        val lost = takes[1].lostBefore!!
        assertEquals("the app was ended while recording", lost.cause)
        assertTrue("from the last kept sound: ${lost.lengthMs}", lost.lengthMs in 40_000..52_000)
        assertEquals(takes[0].ended!!.capturedMs, takes[1].startOffsetMs)
    }

    @Test
    fun aRecordingThatNeverHeardAnythingIsNotKept() {
        microphone.refuses = Trouble.DENIED
        assertFalse(dictaphone.start(ID, "{}"))
        assertEquals(Trouble.DENIED, dictaphone.trouble)
        assertNull(files.recording(ID))

        microphone.refuses = null
        start()
        dictaphone.stop()
        assertNull(files.recording(ID))
        assertEquals(RecorderState.Idle, dictaphone.state)
    }

    @Test
    fun droppedSoundIsNamed() {
        start()
        microphone.hear(8_000)
        microphone.sink!!.overrun(700)
        heard.posted.forEach { dictaphone.handle(it) }
        microphone.hear(5_000)
        dictaphone.stop()

        assertEquals(Lost(700, "the phone was too busy"), takes[1].lostBefore)
    }

    @Test
    fun aMicrophoneThatFailsInterruptsAndAForbiddenOneDoesNotWait() {
        start()
        microphone.hear(5_000)
        dictaphone.handle(Dictaphone.Happening.Failed(Trouble.LOST))
        assertEquals(RecorderState.Interrupted(ID, Interruption.LOST, true), dictaphone.state)
        assertTrue(dictaphone.interruptionOver())
        dictaphone.handle(Dictaphone.Happening.Failed(Trouble.DENIED))
        assertEquals(RecorderState.Interrupted(ID, Interruption.DENIED, false), dictaphone.state)
        assertFalse(dictaphone.interruptionOver())
        dictaphone.stop()
        assertTrue(files.recording(ID)!!.ended)
    }

    @Test
    fun theEndOfACallEndsNoPause() {
        start()
        microphone.hear(4_500)
        dictaphone.pause()
        dictaphone.interrupt(Interruption.CALL, waits = true)
        dictaphone.interruptionOver()

        assertEquals(RecorderState.Paused(ID), dictaphone.state)
    }

    @Test
    fun marksAreInTheRecordingsOwnTime() {
        start()
        microphone.hear(10_000)
        dictaphone.pause()
        clock.pass(60_000)
        dictaphone.resume()
        microphone.hear(3_000)
        val at = dictaphone.mark()!!

        assertTrue("$at", at in 12_900..13_000)
        dictaphone.stop()
        assertEquals(listOf(at), files.recording(ID)!!.marks)
        assertNull(dictaphone.mark())
    }

    @Test
    fun everyPairOfStateAndEventLeadsSomewhereSensible() {
        val states = listOf(
            RecorderState.Idle,
            RecorderState.Recording(ID),
            RecorderState.Paused(ID),
            RecorderState.Interrupted(ID, Interruption.CALL, true),
        )
        val events = listOf(
            RecorderEvent.Started(ID), RecorderEvent.Pause, RecorderEvent.Resumed, RecorderEvent.Stop,
            RecorderEvent.Interrupt(Interruption.CALL, true), RecorderEvent.Interrupt(Interruption.DENIED, false),
        )
        for (state in states) {
            for (event in events) {
                val after = next(state, event)
                if (state == RecorderState.Idle && event !is RecorderEvent.Started) {
                    assertEquals(RecorderState.Idle, after)
                }
                if (state != RecorderState.Idle && event != RecorderEvent.Stop) {
                    assertEquals("the recording stays through $event", ID, after.recording)
                }
            }
        }
    }

    private fun start() = assertTrue(dictaphone.start(ID, """{"title":"x"}"""))
}
