package app.ayka.digests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryComposerTest {

    private final SummaryComposer composer =
            new SummaryComposer(MailWords.ENGLISH, new DeepLinks(URI.create("https://ayka.example.org")));

    @Test
    void theSubjectSaysWhoWasMet() {
        assertThat(subject(Samples.deepak())).isEqualTo("You met Deepak Subramanian (Ferrostack)");
        assertThat(subject(Samples.named("Gretchen"), Samples.named("Yusuf"))).isEqualTo("You met Gretchen and Yusuf");
        assertThat(subject(Samples.named("Anna"), Samples.named("Ben"), Samples.named("Cleo"), Samples.named("Dan")))
                .isEqualTo("You met Anna, Ben and 2 more");
    }

    @Test
    void bothBodiesTellNeedPromiseDateAndTheSecondOfEachQuote() {
        var mail = composer.compose(Samples.summary(Samples.deepak()));

        assertThat(List.of(mail.text(), mail.html()))
                .allSatisfy(body -> assertThat(body)
                        .contains("platform engineering lead, Ferrostack")
                        .contains("getting the Datadog bill down")
                        .contains("send the courier company write-up, by Friday, 13 March")
                        .contains("deepak@ferrostack.example")
                        .contains("“So yeah, getting that number down is basically my whole spring.”")
                        .contains("0:32")
                        .contains("https://ayka.example.org/recordings/00000000-0000-0000-0000-00000000000a?t=32822"));
    }

    @Test
    void timesAreTheUsersOwn() {
        var mail = composer.compose(Samples.summary(Samples.deepak()));

        assertThat(mail.text()).contains("Hallway during a keynote · Thursday, 12 March 2026, 11:40");
    }

    @Test
    void aDateOfAnotherYearSaysSo() {
        var late = withNextStep(Samples.deepak(), LocalDate.of(2027, 1, 4));

        assertThat(composer.compose(Samples.summary(late)).text()).contains("by Monday, 4 January 2027");
    }

    @Test
    void nothingThatWasSaidBecomesMarkup() {
        var hostile = new PersonMet(
                "<img src=x onerror=alert(1)>\r\nBcc: everybody@example.org",
                "\"><script>alert(2)</script>",
                "A&B</title>{0}%s$1",
                List.of("<a href='https://evil.example'>click</a>"),
                List.of("]]><!--"),
                "javascript:alert(3)",
                null,
                "a@b.example\" onmouseover=\"alert(4)",
                "<b>1</b>",
                "javascript:alert(5)",
                List.of(new Quote(1_000, "</div><style>body{display:none}</style> \u202Ereversed {1}")));

        var mail = composer.compose(Samples.summary(hostile));

        assertThat(mail.subject()).doesNotContain("\r", "\n").startsWith("You met <img");
        assertThat(mail.html())
                .doesNotContain("<img", "<script", "<a href='", "<b>1", "<style>body", "onmouseover=\"", "\u202E")
                .doesNotContain("href=\"javascript", "mailto:")
                .contains("&lt;script&gt;", "A&amp;B&lt;/title&gt;{0}%s$1", "{1}");
        assertThat(mail.html().split("<!--", -1))
                .as("only the template's own comments")
                .hasSize(3);
        assertThat(mail.text()).doesNotContain("\u202E");
    }

    @Test
    void theHtmlFetchesNothing() {
        var html = composer.compose(Samples.summary(Samples.deepak())).html();

        assertThat(html).doesNotContain("<img", "<link", "src=", "url(", "@import", "<script");
    }

    @Test
    void aCrowdIsCounted() {
        var crowd = IntStream.range(0, 30)
                .mapToObj(i -> Samples.named("Person" + i))
                .toArray(PersonMet[]::new);

        var mail = composer.compose(Samples.summary(crowd));

        assertThat(mail.text()).contains("18 more people are in AYKA.").doesNotContain("PERSON12");
        assertThat(mail.html()).contains("18 more people are in AYKA.").hasSizeLessThan(60_000);
    }

    @Test
    void aSampleSaysThatItIsOne() {
        var plain = Samples.summary(Samples.deepak());
        var mail = composer.compose(new ConversationSummary(
                plain.recording(), plain.title(), plain.recordedAt(), plain.zone(), true, plain.people()));

        assertThat(mail.subject()).startsWith("Sample: You met");
        assertThat(mail.text()).contains("Nobody in it is real");
        assertThat(mail.html()).contains("Nobody in it is real");
    }

    @Test
    void positionsOfLongRecordingsHaveHours() {
        assertThat(MailWords.position(59_999)).isEqualTo("0:59");
        assertThat(MailWords.position(3_600_000)).isEqualTo("1:00:00");
        assertThat(MailWords.position(36_061_000)).isEqualTo("10:01:01");
    }

    private String subject(PersonMet... people) {
        return composer.compose(Samples.summary(people)).subject();
    }

    private static PersonMet withNextStep(PersonMet met, LocalDate due) {
        return new PersonMet(
                met.name(), null, null, List.of(), List.of(), "call her", due, null, null, null, List.of());
    }
}
