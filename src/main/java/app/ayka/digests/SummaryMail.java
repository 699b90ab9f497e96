package app.ayka.digests;

import app.ayka.accounts.Accounts;
import app.ayka.base.PublicUrl;
import app.ayka.base.UserId;
import app.ayka.leads.Leads;
import app.ayka.recordings.ProcessingProgress;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingSource;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.Run;
import app.ayka.recordings.RunId;
import app.ayka.recordings.Runs;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mail after a conversation: who was met, what they need, what was promised, each with the words and the second in
 * which they were said. Written and queued in one transaction; {@link MailDelivery} brings it out.
 */
@Service
@Transactional
public class SummaryMail {

    private final Runs runs;
    private final Recordings recordings;
    private final Leads leads;
    private final Accounts accounts;
    private final MailRows rows;
    private final DeliveryRequests requests;
    private final ProcessingProgress progress;
    private final SummaryChoice choice;
    private final Clock clock;
    private final MailWords words = MailWords.ENGLISH;
    private final SummaryComposer composer;
    private final MessageIds messageIds;

    SummaryMail(
            Runs runs,
            Recordings recordings,
            Leads leads,
            Accounts accounts,
            MailRows rows,
            DeliveryRequests requests,
            ProcessingProgress progress,
            SummaryChoice choice,
            Clock clock,
            PublicUrl publicUrl) {
        this.runs = runs;
        this.recordings = recordings;
        this.leads = leads;
        this.accounts = accounts;
        this.rows = rows;
        this.requests = requests;
        this.progress = progress;
        this.choice = choice;
        this.clock = clock;
        this.composer = new SummaryComposer(words, new DeepLinks(publicUrl.resolve("")));
        this.messageIds = new MessageIds(publicUrl.resolve(""));
    }

    /**
     * Writes the mail of a run of the acting user and queues it, or logs why there is none. Done again it gives the same
     * outcome and writes nothing.
     */
    public SummaryOutcome prepare(RunId id) {
        return runs.find(id)
                .flatMap(run -> recordings.details(run.recording()).map(recording -> prepare(run, recording)))
                .orElseGet(SummaryOutcome.Gone::new);
    }

    private SummaryOutcome prepare(Run run, RecordingDetails recording) {
        var address = accounts.address(run.owner())
                .orElseThrow(() -> new IllegalStateException("run " + run.id() + " has an owner without an account"));
        var people =
                leads.ofRecording(recording.id()).stream().map(PersonMet::of).toList();
        return prepare(run, recording, new Recipient(address.email(), address.timeZone()), people);
    }

    SummaryOutcome prepare(Run run, RecordingDetails recording, Recipient recipient, List<PersonMet> people) {
        var known = rows.of(run.id(), recipient.address());
        if (known.isPresent()) {
            return outcome(known.get());
        }
        if (people.isEmpty()) {
            var nothing = words.of("skipped.nobody");
            var note = new ComposedMail(recording.title(), "", nothing);
            return write(run, recipient, note, MailState.SKIPPED, nothing);
        }
        var mail = composer.compose(new ConversationSummary(
                recording.id(),
                recording.title(),
                recording.recordedAt(),
                recipient.zone(),
                recording.source() == RecordingSource.SAMPLE,
                people));
        if (!choice.isWanted()) {
            return write(run, recipient, mail, MailState.SKIPPED, words.of("skipped.unwanted"));
        }
        return rows.isToldAlready(recording.id(), recipient.address(), mail.text())
                ? write(run, recipient, mail, MailState.SKIPPED, words.of("skipped.same"))
                : write(run, recipient, mail, MailState.PREPARED, null);
    }

    private SummaryOutcome write(
            Run run, Recipient recipient, ComposedMail mail, MailState state, @Nullable String reason) {
        var logged = new LoggedMail(
                new MailId(UUID.randomUUID()),
                run.id(),
                run.recording(),
                recipient.address(),
                messageIds.of(run.id(), recipient.address()),
                SpokenText.line(mail.subject(), SummaryComposer.MAX_LINE),
                state,
                0,
                reason,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                null);
        if (!rows.insert(run.owner(), MailKind.SUMMARY, new StoredMail(logged, mail.html(), mail.text()))) {
            return outcome(rows.of(run.id(), recipient.address()).orElseThrow());
        }
        if (state == MailState.PREPARED) {
            requests.request(run.owner(), logged.id());
        }
        tell(run.owner(), run);
        return outcome(logged);
    }

    private void tell(UserId owner, Run run) {
        progress.changed(owner, run.recording());
    }

    private static SummaryOutcome outcome(LoggedMail mail) {
        return mail.state() == MailState.SKIPPED
                ? new SummaryOutcome.Skipped(mail.id(), String.valueOf(mail.reason()))
                : new SummaryOutcome.Prepared(mail.id());
    }
}
