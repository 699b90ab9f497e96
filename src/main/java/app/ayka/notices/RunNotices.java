package app.ayka.notices;

import app.ayka.base.CurrentUser;
import app.ayka.leads.Leads;
import app.ayka.recordings.RecordingDeleted;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.RecordingSummary;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunEnded;
import app.ayka.recordings.RunHeld;
import app.ayka.recordings.RunRestarted;
import app.ayka.recordings.RunState;
import app.ayka.recordings.capture.RecordingAbandoned;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Turns what happened to recordings into notices, in the transaction in which it happened. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RunNotices {

    private final Notices notices;
    private final Recordings recordings;
    private final Leads leads;
    private final NoticeRequests requests;
    private final CurrentUser currentUser;

    RunNotices(Notices notices, Recordings recordings, Leads leads, NoticeRequests requests, CurrentUser currentUser) {
        this.notices = notices;
        this.recordings = recordings;
        this.leads = leads;
        this.requests = requests;
        this.currentUser = currentUser;
    }

    @EventListener
    public void ended(RunEnded ended) {
        var occasion = ended.run().toString();
        notices.settle(NoticeKind.RECORDING_HELD, occasion);
        notices.settle(NoticeKind.SOUND_ON_DEVICE, ended.recording().toString());
        if (ended.state() == RunState.COMPLETED) {
            about(ended.recording(), recording -> {
                var found = leads.ofRecording(recording.id()).size();
                tell(NoticeKind.RECORDING_READY, occasion, recording, "", found);
            });
        } else if (ended.state() == RunState.FAILED) {
            about(
                    ended.recording(),
                    recording -> tell(NoticeKind.RECORDING_FAILED, occasion, recording, ended.reason(), 0));
            requests.tellAdministrators(currentUser.require(), occasion, ended.reason());
        }
    }

    @EventListener
    public void held(RunHeld held) {
        about(
                held.recording(),
                recording -> tell(NoticeKind.RECORDING_HELD, held.run().toString(), recording, held.reason(), 0));
    }

    @EventListener
    public void restarted(RunRestarted restarted) {
        notices.settle(NoticeKind.RECORDING_FAILED, restarted.run().toString());
    }

    @EventListener
    public void abandoned(RecordingAbandoned abandoned) {
        var recording = abandoned.recording();
        notices.settle(NoticeKind.SOUND_ON_DEVICE, recording.toString());
        notices.tell(new NoticeDraft(
                NoticeKind.RECORDING_ABANDONED,
                recording.toString(),
                recording,
                abandoned.title(),
                "",
                abandoned.soundKept() ? 1 : 0));
    }

    @EventListener
    public void deleted(RecordingDeleted deleted) {
        notices.forget(deleted.recording());
    }

    /** Who adds the sample looks at it; nobody needs to be told. */
    private void about(RecordingId id, Consumer<RecordingSummary> told) {
        recordings
                .find(id)
                .filter(recording -> recording.source() != RecordingSource.SAMPLE)
                .ifPresent(told);
    }

    private void tell(NoticeKind kind, String occasion, RecordingSummary recording, String words, int quantity) {
        notices.tell(new NoticeDraft(kind, occasion, recording.id(), recording.title(), words, quantity));
    }
}
