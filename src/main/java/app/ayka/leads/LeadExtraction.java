package app.ayka.leads;

import app.ayka.accounts.Profile;
import app.ayka.accounts.Profiles;
import app.ayka.base.CurrentUser;
import app.ayka.base.UserId;
import app.ayka.leads.Conversation.Line;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.FindingRows.Stored;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunId;
import app.ayka.speech.Speaker;
import app.ayka.speech.Transcript;
import app.ayka.speech.Transcripts;
import app.ayka.speech.Utterance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From the transcript of a run to leads. {@link #find} reads and thinks, outside of any transaction; {@link #save} writes,
 * in the caller's, and may be repeated: the same run saved twice leaves the same rows.
 */
@Service
public class LeadExtraction {

    private final LeadFinder finder;
    private final Transcripts transcripts;
    private final Recordings recordings;
    private final Profiles profiles;
    private final FindingRows findings;
    private final LeadFeed feed;
    private final CurrentUser currentUser;
    private final TransactionTemplate transaction;

    LeadExtraction(
            LeadFinder finder,
            Transcripts transcripts,
            Recordings recordings,
            Profiles profiles,
            FindingRows findings,
            LeadFeed feed,
            CurrentUser currentUser,
            PlatformTransactionManager transactions) {
        this.finder = finder;
        this.transcripts = transcripts;
        this.recordings = recordings;
        this.profiles = profiles;
        this.findings = findings;
        this.feed = feed;
        this.currentUser = currentUser;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What was found in a run, with its moments, ready to be saved. */
    public record Found(RunId run, RecordingId recording, List<Finding> findings, List<Utterance> utterances) {}

    /** Reads the transcript of a run and finds the people in it. Empty when the run or its recording is gone. */
    public Optional<Found> find(RunId run) {
        Optional<Transcript> transcript = transcripts.of(run);
        return transcript.flatMap(heard -> recordings.details(heard.recording()).map(recording -> {
            List<Finding> people = finder.find(conversation(heard, recording, profiles.mine()));
            return new Found(run, heard.recording(), people, heard.utterances());
        }));
    }

    /**
     * Stores the findings in place of what the run had stored, and feeds the recording's leads from them unless another
     * run is the one that the user keeps.
     *
     * @return how many findings were stored
     */
    @Transactional
    public int save(Found found) {
        UserId owner = currentUser.require();
        if (!feed.lock(found.recording())) {
            return 0;
        }
        List<Stored> stored = stored(found);
        findings.replace(
                owner, found.recording(), found.run(), finder.getClass().getSimpleName(), stored);
        if (isKept(found.run(), found.recording())) {
            feed.feed(owner, found.recording(), found.run(), stored);
        }
        return stored.size();
    }

    /** {@link #find}, then {@link #save} in a transaction of its own. */
    public int extract(RunId run) {
        return find(run)
                .map(found -> Objects.requireNonNull(transaction.execute(status -> save(found))))
                .orElse(0);
    }

    private boolean isKept(RunId run, RecordingId recording) {
        RunId kept =
                recordings.details(recording).map(RecordingDetails::currentRun).orElse(null);
        return kept == null || kept.equals(run);
    }

    private static List<Stored> stored(Found found) {
        List<Stored> stored = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Finding finding : found.findings()) {
            stored.add(
                    new Stored(LeadFeed.unused(PersonKey.of(finding.name()), keys), finding, evidence(finding, found)));
        }
        return stored;
    }

    private static List<Evidence> evidence(Finding finding, Found found) {
        Map<Integer, Set<Field>> fields = new HashMap<>();
        finding.source()
                .forEach((field, index) -> fields.computeIfAbsent(index, key -> EnumSet.noneOf(Field.class))
                        .add(field));
        Set<Integer> moments = new TreeSet<>(finding.evidence());
        moments.addAll(fields.keySet());
        List<Evidence> evidence = new ArrayList<>();
        for (int index : moments) {
            if (index >= 0 && index < found.utterances().size()) {
                Utterance said = found.utterances().get(index);
                evidence.add(new Evidence(
                        found.recording(),
                        found.run(),
                        said.number(),
                        said.startMs(),
                        said.endMs(),
                        said.text(),
                        fields.getOrDefault(index, Set.of())));
            }
        }
        return evidence;
    }

    private static Conversation conversation(Transcript transcript, RecordingDetails recording, Profile profile) {
        List<Line> lines = transcript.utterances().stream()
                .map(said -> new Line(said.speaker(), said.startMs(), said.endMs(), said.text()))
                .toList();
        Map<String, String> names = new HashMap<>();
        @Nullable String owner = recording.ownerSpeaker();
        for (Speaker speaker : transcript.speakers()) {
            if (owner == null && PersonKey.of(speaker.name()).equals(PersonKey.of(profile.name()))) {
                owner = speaker.label();
            }
            if (!speaker.name().equals(speaker.label())) {
                names.put(speaker.label(), speaker.name());
            }
        }
        return new Conversation(recording.recordedAt(), profile.timeZone(), owner, profile.name(), names, lines);
    }
}
