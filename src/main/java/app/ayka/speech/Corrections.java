package app.ayka.speech;

import app.ayka.base.CurrentUser;
import app.ayka.base.PlainText;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RunId;
import app.ayka.speech.UtteranceRows.Voice;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one layer of human edits over what machines heard. Edits are kept, never applied to the stored words, so they
 * outlive every run and can be undone.
 */
@Service
@Transactional
public class Corrections {

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_TEXT = 4_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CurrentUser currentUser;
    private final ProcessingProgress progress;
    private final Clock clock;

    Corrections(JdbcClient jdbc, JsonMapper json, CurrentUser currentUser, ProcessingProgress progress, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.currentUser = currentUser;
        this.progress = progress;
        this.clock = clock;
    }

    /** Where an edit holds: at this time, on this speaker (empty: any). */
    record Anchor(long startMs, String speaker) {}

    /** Names a speaker. The anchor is the label and the time of one of its utterances. */
    public CorrectionId nameSpeaker(RecordingId recording, String label, long startMs, String before, String name) {
        return add(
                recording,
                Correction.Kind.SPEAKER_NAME,
                new Anchor(startMs, label),
                before,
                PlainText.line(name, LONGEST_NAME));
    }

    /** Corrects the words of the utterance that covers the time. */
    public CorrectionId text(RecordingId recording, long startMs, String before, String after) {
        return add(
                recording,
                Correction.Kind.TEXT,
                new Anchor(startMs, ""),
                PlainText.line(before, LONGEST_TEXT),
                PlainText.line(after, LONGEST_TEXT));
    }

    /** Takes a correction back; taking back twice changes nothing. */
    public void undo(RecordingId recording, CorrectionId correction) {
        var user = currentUser.require();
        jdbc.sql("update correction set undone_by = ?, undone_at = ? where id = ? and undone_at is null")
                .params(user.value(), Timestamp.from(clock.instant()), correction.value())
                .update();
        progress.changed(user, recording);
    }

    /** All corrections of a recording, oldest first, undone ones too. */
    @Transactional(readOnly = true)
    public List<Correction> of(RecordingId recording) {
        return jdbc.sql("select * from correction where recording_id = ? order by seq")
                .param(recording.value())
                .query((row, index) -> {
                    var anchor = json.readValue(row.getString("anchor"), Anchor.class);
                    return new Correction(
                            new CorrectionId(row.getObject("id", UUID.class)),
                            Correction.Kind.valueOf(row.getString("kind")),
                            anchor.startMs(),
                            anchor.speaker(),
                            row.getString("before"),
                            row.getString("after"),
                            row.getTimestamp("at").toInstant(),
                            row.getTimestamp("undone_at") != null);
                })
                .list();
    }

    /** @param speakersAt who spoke at moments of that run */
    TranscriptOutline outline(
            RecordingId recording, RunId run, List<Voice> voices, Function<List<Long>, Map<Long, String>> speakersAt) {
        var active = of(recording).stream().filter(edit -> !edit.undone()).toList();
        var naming = active.stream()
                .filter(edit -> edit.kind() == Correction.Kind.SPEAKER_NAME)
                .toList();
        var names = new HashMap<String, String>();
        if (!naming.isEmpty()) {
            var at = speakersAt.apply(
                    naming.stream().map(Correction::startMs).distinct().toList());
            naming.forEach(edit -> names.put(at.getOrDefault(edit.startMs(), edit.speaker()), edit.after()));
        }
        return new TranscriptOutline(
                run,
                voices.stream()
                        .map(voice -> new Speaker(
                                voice.speaker(), names.getOrDefault(voice.speaker(), voice.speaker()), voice.talkMs()))
                        .toList(),
                voices.stream().mapToInt(Voice::utterances).sum(),
                voices.stream().mapToLong(Voice::content).sum() * 31
                        + active.stream().map(Correction::id).toList().hashCode());
    }

    Transcript apply(RecordingId recording, RunId run, List<Utterance> heard) {
        var active = of(recording).stream().filter(edit -> !edit.undone()).toList();
        var texts = new HashMap<Integer, String>();
        var names = new LinkedHashMap<String, String>();
        for (var edit : active) {
            switch (edit.kind()) {
                case TEXT ->
                    covering(heard, edit.startMs())
                            .findFirst()
                            .ifPresent(utterance -> texts.put(utterance.number(), edit.after()));
                case SPEAKER_NAME -> names.put(labelAt(heard, edit), edit.after());
                case SPEAKER_MERGE, SPEAKER_OF -> {} // written by a later release
            }
        }
        var utterances = new ArrayList<Utterance>();
        var talk = new LinkedHashMap<String, Long>();
        for (var one : heard) {
            utterances.add(new Utterance(
                    one.number(),
                    one.speaker(),
                    one.secondSpeaker(),
                    one.startMs(),
                    one.endMs(),
                    texts.getOrDefault(one.number(), one.text()),
                    one.probability(),
                    one.words()));
            talk.merge(one.speaker(), one.endMs() - one.startMs(), Long::sum);
        }
        var speakers = talk.entrySet().stream()
                .map(entry -> new Speaker(
                        entry.getKey(), names.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()))
                .toList();
        return new Transcript(recording, run, List.copyOf(utterances), speakers);
    }

    /** Labels may be dealt anew by a new run: who speaks at the anchor's time decides, else the label itself. */
    private static String labelAt(List<Utterance> heard, Correction edit) {
        return covering(heard, edit.startMs())
                .map(Utterance::speaker)
                .findFirst()
                .orElse(edit.speaker());
    }

    private static Stream<Utterance> covering(List<Utterance> heard, long ms) {
        return heard.stream().filter(one -> one.startMs() <= ms && ms < Math.max(one.endMs(), one.startMs() + 1));
    }

    private CorrectionId add(RecordingId recording, Correction.Kind kind, Anchor anchor, String before, String after) {
        var id = new CorrectionId(UUID.randomUUID());
        var user = currentUser.require();
        jdbc.sql("""
                        insert into correction (id, owner_id, recording_id, kind, anchor, before, after, by_user, at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)""")
                .params(
                        id.value(),
                        user.value(),
                        recording.value(),
                        kind.name(),
                        json.writeValueAsString(anchor),
                        before,
                        after,
                        user.value(),
                        Timestamp.from(clock.instant()))
                .update();
        progress.changed(user, recording);
        return id;
    }
}
