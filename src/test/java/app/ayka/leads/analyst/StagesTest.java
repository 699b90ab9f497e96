package app.ayka.leads.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            So, um, I work at, uh, Lindgren.        | So I work at Lindgren.
            It's, like, forty of them, you know.    | It's forty of them.
            That's the, the thing.                  | That's the thing.
            I'm Hedda, Hedda Brandt.                | I'm Hedda Brandt.
            """)
    void fillersAndRepetitionsGo(String said, String meant) {
        assertThat(Fillers.remove(said)).isEqualTo(meant);
    }

    @Nested
    class Capitals {

        @Test
        void aFrequentWordAtTheStartOfASentenceLosesItsCapital() {
            assertThat(casing("The Vallin people. Honestly good.").restore("The Vallin people. Honestly good."))
                    .isEqualTo("the Vallin people. honestly good.");
        }

        @Test
        void namesGetTheirCapitalsBackWhereTheRecogniserWroteNone() {
            String text = "hello i'm nadia brandtov from clearwell";
            assertThat(casing(text).restore(text)).contains("Nadia Brandtov from Clearwell");
        }

        private Casing casing(String text) {
            return new Casing(List.of(text), null);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It is O-K-E-K-E.                   | It is Okeke.
            nwosu n w o s u                    | nwosu Nwosu
            H-A-double L                       | Hall
            Call R2-D2 or A-B                  | Call R2-D2 or A-B
            """)
    void spelledWordsAreJoined(String said, String joined) {
        assertThat(new Letters(List.of(said)).join(said)).isEqualTo(joined);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it's zero seven double nine, one two three four    | 07991234
            plus four four twenty one triple five              | 4421555
            call 0151-223 44 19 after six                      | 01512234419
            null eins fünf eins                                | 0151
            no number here                                     | ''
            """)
    void spokenDigitsBecomeANumber(String said, String digits) {
        assertThat(SpokenNumbers.longestRun(said)).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it's r dot belin at tessera dot com                        | r.belin@tessera.com
            mail me, ilse, at polder, dash, works, dot co dot uk       | ilse@polder-works.co.uk
            s dot roe at oakandelm, all one word, dot ie               | s.roe@oakandelm.ie
            write to Radko@Tessera.example.                            | radko@tessera.example
            radko at tessera.systems, it comes to me                   | radko@tessera.systems
            look at the dot on the map                                 | ''
            Eleven years at Cisco. My badge had hair.                  | ''
            """)
    void spokenMailAddressesAreRead(String said, String mail) {
        assertThat(SpokenAddresses.email(said).orElse("")).isEqualTo(mail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            by Friday                       | 2026-03-20
            on Wednesday                    | 2026-03-25
            next Friday                     | 2026-03-27
            a week on Monday                | 2026-03-30
            tomorrow night                  | 2026-03-19
            the day after tomorrow          | 2026-03-20
            in two weeks                    | 2026-04-01
            by the end of the month         | 2026-03-31
            by the end of next week         | 2026-03-27
            Tuesday next week               | 2026-03-24
            the 3rd                         | 2026-04-03
            April 2nd                       | 2026-04-02
            the tenth of April              | 2026-04-10
            am Freitag                      | 2026-03-20
            el viernes                      | 2026-03-20
            """)
    void daysAreResolvedFromTheRecordingsDay(String said, LocalDate day) {
        LocalDate wednesday = LocalDate.of(2026, 3, 18);
        assertThat(DueDates.in(said, wednesday))
                .extracting(DueDates.Mention::day)
                .containsExactly(day);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"in June", "in the new year", "next week", "after the fair"})
    void aMonthOrASeasonIsNoDay(String said) {
        assertThat(DueDates.in(said, LocalDate.of(2026, 3, 18))).isEmpty();
    }

    @Test
    void acronymsDaysAndTitlesAreNoPeople() {
        assertThat(Names.isPerson("CTO")).isFalse();
        assertThat(Names.isPerson("Hedda Brandt")).isTrue();
        assertThat(Names.isPerson("Halden Freight")).isFalse();
        assertThat(Names.in("see Hedda van Dorn on Monday"))
                .extracting(Names.Span::text)
                .containsExactly("Hedda van Dorn");
    }
}
