package app.ayka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.ayka.base.ActingUser;
import app.ayka.base.PublicUrl;
import app.ayka.base.UserId;
import app.ayka.digests.EmailLog;
import app.ayka.digests.MailState;
import app.ayka.leads.Finding.Field;
import app.ayka.leads.LeadDetails;
import app.ayka.leads.Leads;
import app.ayka.recordings.RecordingDetails;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import app.ayka.recordings.RunState;
import app.ayka.recordings.Runs;
import app.ayka.recordings.Step;
import app.ayka.recordings.StepState;
import app.ayka.speech.SampleConversation;
import app.ayka.testing.TestPlatform;
import app.ayka.testing.TestUsers;
import app.ayka.testing.WorkerTest;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a newcomer without a model, a key or a network sees in a minute: sample, leads, mail, each with its proof. */
@WorkerTest
class SampleJourneyTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Autowired
    SampleConversation sample;

    @Autowired
    Recordings recordings;

    @Autowired
    Runs runs;

    @Autowired
    Leads leads;

    @Autowired
    EmailLog mails;

    @Autowired
    PublicUrl publicUrl;

    @Autowired
    TestUsers users;

    UserId anna;

    @BeforeEach
    void register() {
        anna = users.register("Anna");
    }

    @Test
    void theSampleBecomesALeadWithEvidenceAndAMailWithALinkToTheSecond() throws Exception {
        var recording = ActingUser.call(anna, sample::add);

        await().atMost(A_MINUTE)
                .until(() -> ActingUser.call(anna, () -> details(recording))
                                .runs()
                                .getFirst()
                                .state()
                        == RunState.COMPLETED);
        var run = ActingUser.call(anna, () -> details(recording)).runs().getFirst();
        var found = ActingUser.call(anna, () -> leads.ofRecording(recording));
        assertThat(found).singleElement().satisfies(lead -> {
            assertThat(lead.name()).isEqualTo("Deepak Subramanian");
            assertThat(lead.company()).isEqualTo("Ferrostack");
            assertThat(lead.due()).isNotNull();
            assertThat(lead.evidenceOf(Field.NEEDS)).isPresent();
        });

        assertThat(ActingUser.call(anna, () -> runs.steps(run.id())))
                .as("mails: %s", ActingUser.call(anna, () -> mails.list(10)))
                .filteredOn(step -> step.step() == Step.LEADS || step.step() == Step.SUMMARY)
                .allMatch(step -> step.state() == StepState.DONE);

        await().atMost(A_MINUTE)
                .until(() -> ActingUser.call(anna, () -> mails.list(10)).stream()
                        .anyMatch(mail -> mail.state() == MailState.SENT));
        var logged = ActingUser.call(anna, () -> mails.list(10));
        assertThat(logged).hasSize(1);
        assertThat(received()).singleElement().satisfies(message -> {
            assertThat(message.getMessageID()).isEqualTo(logged.getFirst().messageId());
            assertThat(message.getSubject()).isEqualTo("Sample: You met Deepak Subramanian (Ferrostack)");
            assertThat(bodies(message))
                    .hasSize(2)
                    .allSatisfy(body -> assertThat(body)
                            .contains(found.getFirst().nextStep())
                            .contains(quoteOfNeed(found.getFirst()))
                            .contains(linkToNeed(found.getFirst())));
        });
    }

    private RecordingDetails details(RecordingId recording) {
        return recordings.details(recording).orElseThrow();
    }

    private static String quoteOfNeed(LeadDetails lead) {
        var quote = lead.evidenceOf(Field.NEEDS).orElseThrow().quote();
        return quote.substring(0, quote.indexOf('\'') < 0 ? quote.length() : quote.indexOf('\''));
    }

    private String linkToNeed(LeadDetails lead) {
        return publicUrl.resolve("/recordings/" + lead.recording()) + "?t="
                + lead.evidenceOf(Field.NEEDS).orElseThrow().startMs();
    }

    private List<MimeMessage> received() {
        return Arrays.stream(TestPlatform.running().mail().getReceivedMessages())
                .filter(this::isToAnna)
                .toList();
    }

    private boolean isToAnna(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString().contains(anna.toString());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> bodies(MimeMessage message) throws Exception {
        var parts = (Multipart) message.getContent();
        return List.of((String) parts.getBodyPart(0).getContent(), (String)
                parts.getBodyPart(1).getContent());
    }
}
