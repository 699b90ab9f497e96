package app.ayka.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void aLineHasNoInvisibleOrDirectionChangingCharacters() {
        assertThat(PlainText.line(" Ada\u202E\u0000\u200B \t\n  Lovelace\uD800 "))
                .isEqualTo("Ada Lovelace");
        assertThat(PlainText.line("<img src=x onerror=alert(1)>")).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(PlainText.line("Ame\u0301lie")).isEqualTo("Am\u00e9lie");
    }

    @Test
    void aCutNeverGoesThroughACharacter() {
        assertThat(PlainText.line("ab\uD83D\uDE00", 3)).isEqualTo("ab");
        assertThat(PlainText.line("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
        assertThat(PlainText.lines("one\n\ntwo", 4)).isEqualTo("one");
    }

    @Test
    void linesKeepParagraphsButNoEmptyStretches() {
        assertThat(PlainText.lines("one  two\r\n\r\n\r\n\r\nthree \n four")).isEqualTo("one two\n\nthree\nfour");
    }
}
