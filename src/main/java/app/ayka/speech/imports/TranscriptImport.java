package app.ayka.speech.imports;

import app.ayka.base.PlainText;
import app.ayka.recordings.RecordingDraft;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.recordings.RunOptions;
import app.ayka.recordings.Step;
import app.ayka.recordings.capture.ConsentEntries;
import app.ayka.recordings.capture.ConsentNote;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import app.ayka.speech.Word;
import app.ayka.speech.imports.WrittenTranscript.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a recording without sound of a transcript file, and queues its run from {@code leads}. The speakers' names in
 * the file become their labels.
 */
@Service
public class TranscriptImport {

    /** The largest file that is read, in bytes: a day of talk is about one megabyte. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final int MAX_TURNS = 50_000;
    private static final int MAX_SPEAKER = 100;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Duration CLOCK_AHEAD = Duration.ofDays(1);

    private final Recordings recordings;
    private final Transcripts transcripts;
    private final JsonMapper json;
    private final ConsentEntries consent;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TranscriptImport(
            Recordings recordings,
            Transcripts transcripts,
            JsonMapper json,
            ConsentEntries consent,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.json = json;
        this.consent = consent;
        this.transaction = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /**
     * Imports a file for the acting user. Its format is found by looking at it, not by its name.
     *
     * @param fileName gives the title where the file has none
     * @param recordedAt when the conversation was, where the file does not say; null for now
     */
    public ImportResult importFile(String fileName, byte[] content, @Nullable Instant recordedAt) {
        return importFile(fileName, content, recordedAt, ConsentNote.NONE);
    }

    /** As {@link #importFile(String, byte[], Instant)}, and notes who agreed to the conversation. */
    public ImportResult importFile(String fileName, byte[] content, @Nullable Instant recordedAt, ConsentNote agreed) {
        var problems = new Problems();
        var written = read(content, problems);
        if (problems.none() && written.turns().isEmpty()) {
            problems.add(0, "Nobody says anything in this file.");
        }
        if (written.turns().size() > MAX_TURNS) {
            problems.add(0, "The file has more than " + MAX_TURNS + " turns.");
        }
        return problems.none()
                ? transaction.execute(status -> store(fileName, written, recordedAt, agreed))
                : new ImportResult.Unreadable(problems.list());
    }

    private WrittenTranscript read(byte[] content, Problems problems) {
        if (content.length > MAX_BYTES) {
            problems.add(0, "The file is larger than 5 MB.");
            return new WrittenTranscript(List.of());
        }
        var text = FileText.of(content);
        if (text.isEmpty()) {
            problems.add(0, "The file is not text in UTF-8.");
            return new WrittenTranscript(List.of());
        }
        return parse(text.get(), problems);
    }

    private WrittenTranscript parse(String text, Problems problems) {
        var start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[{")) {
            return JsonTranscript.parse(text, json, problems);
        }
        return start.startsWith("WEBVTT") || text.contains("-->")
                ? SubtitleTranscript.parse(text, problems)
                : PlainTranscript.parse(text, problems);
    }

    private ImportResult store(
            String fileName, WrittenTranscript written, @Nullable Instant recordedAt, ConsentNote agreed) {
        var title = Optional.ofNullable(written.title())
                .filter(named -> !PlainText.line(named).isEmpty())
                .orElseGet(() -> withoutEnding(fileName));
        var utterances = utterances(written.turns());
        var id = recordings.create(new RecordingDraft(
                title, RecordingSource.IMPORT, firstKnown(written.recordedAt(), recordedAt), RunOptions.DEFAULT));
        consent.note(id, agreed);
        var run = seal(id);
        transcripts.save(run, id, utterances);
        recordings.setDuration(
                id, utterances.stream().mapToLong(Utterance::endMs).max().orElse(0));
        if (written.ownerSpeaker() != null) {
            recordings.setOwnerSpeaker(id, label(written.ownerSpeaker()));
        }
        return new ImportResult.Imported(id, run, utterances.size());
    }

    private RunId seal(RecordingId id) {
        return recordings.seal(id, Step.LEADS, RunOptions.DEFAULT).orElseThrow();
    }

    private Instant firstKnown(@Nullable Instant inFile, @Nullable Instant told) {
        if (inFile != null
                && inFile.isAfter(EARLIEST)
                && inFile.isBefore(clock.instant().plus(CLOCK_AHEAD))) {
            return inFile;
        }
        return told == null ? clock.instant() : told;
    }

    private static List<Utterance> utterances(List<Turn> turns) {
        var sorted =
                turns.stream().sorted(Comparator.comparingLong(Turn::startMs)).toList();
        var utterances = new ArrayList<Utterance>();
        for (var turn : sorted) {
            var text = PlainText.line(turn.text());
            if (text.isEmpty()) {
                continue; // signs that nobody sees
            }
            utterances.add(new Utterance(
                    utterances.size(),
                    label(turn.speaker()),
                    null,
                    turn.startMs(),
                    turn.endMs(),
                    text,
                    null,
                    turn.words().stream().map(TranscriptImport::cleaned).toList()));
        }
        return utterances;
    }

    private static Word cleaned(Word word) {
        return new Word(PlainText.line(word.text()), word.startMs(), word.endMs(), word.probability());
    }

    private static String label(String speaker) {
        var label = PlainText.line(speaker, MAX_SPEAKER);
        return label.isEmpty() ? "S1" : label;
    }

    private static String withoutEnding(String fileName) {
        var name = PlainText.line(fileName.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.[A-Za-z0-9]{1,5}$", ""));
        return name.isEmpty() ? "Conversation" : name;
    }
}
