package app.ayka.accounts;

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
    void linesKeepParagraphsButNoEmptyStretches() {
        assertThat(PlainText.lines("one  two\r\n\r\n\r\n\r\nthree \n four")).isEqualTo("one two\n\nthree\nfour");
    }
}
