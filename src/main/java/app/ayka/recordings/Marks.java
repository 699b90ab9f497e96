package app.ayka.recordings;

import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The marks of the acting user's recordings. What belongs to others is not found. */
@Service
@Transactional
public class Marks {

    /** The longest label that is kept, in characters. */
    public static final int MAX_LABEL = 200;

    /** How many marks a recording may have. */
    public static final int MAX_MARKS = 500;

    private final MarkRows rows;
    private final CurrentUser currentUser;
    private final ProcessingProgress progress;
    private final Clock clock;

    Marks(MarkRows rows, CurrentUser currentUser, ProcessingProgress progress, Clock clock) {
        this.rows = rows;
        this.currentUser = currentUser;
        this.progress = progress;
        this.clock = clock;
    }

    /** In the order of the recording. */
    @Transactional(readOnly = true)
    public List<Mark> list(RecordingId recording) {
        return rows.list(recording);
    }

    /**
     * Marks a moment, in milliseconds from the start of the recording. Empty when there is no such recording, or it has
     * {@link #MAX_MARKS}.
     */
    public Optional<MarkId> add(RecordingId recording, long atMs, String label) {
        if (atMs < 0) {
            throw new IllegalArgumentException("a mark before the start of " + recording);
        }
        if (!rows.lock(recording) || rows.list(recording).size() >= MAX_MARKS) {
            return Optional.empty();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var mark = new Mark(MarkId.random(), atMs, now, label(label));
        rows.add(recording, mark);
        told(recording, true);
        return Optional.of(mark.id());
    }

    /** Gives a mark another label; empty for none. @return false when there is no such mark */
    public boolean rename(RecordingId recording, MarkId mark, String label) {
        return told(recording, rows.rename(recording, mark, label(label)));
    }

    /** Takes a mark off. @return false when there is no such mark */
    public boolean remove(RecordingId recording, MarkId mark) {
        return told(recording, rows.remove(recording, mark));
    }

    /** Takes back {@link #remove}. */
    public boolean restore(RecordingId recording, MarkId mark) {
        return told(recording, rows.restore(recording, mark));
    }

    /**
     * All marks that the recording's device holds now: others that came from it are taken off. What a person edited or
     * took off here stays as they left it. The same marks again change nothing.
     *
     * @return false when there is no such recording
     */
    public boolean fromDevice(RecordingId recording, List<Mark> marks) {
        if (!rows.lock(recording)) {
            return false;
        }
        var changed = rows.deleteFromDeviceExcept(recording, marks);
        for (var mark : marks) {
            var said = new Mark(mark.id(), mark.atMs(), mark.at(), label(mark.label()));
            changed |= rows.putFromDevice(recording, said);
        }
        told(recording, changed);
        return true;
    }

    private boolean told(RecordingId recording, boolean changed) {
        if (changed) {
            progress.changed(currentUser.require(), recording);
        }
        return changed;
    }

    private static String label(String typed) {
        return PlainText.line(typed, MAX_LABEL);
    }
}
