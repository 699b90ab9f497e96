package app.ayka.digests;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of mails, from the message file of this module, and dates in words. */
final class MailWords {

    static final MailWords ENGLISH = new MailWords(Locale.ENGLISH);

    private final Locale locale;
    private final ResourceBundle texts;

    MailWords(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "messages.digests",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String of(String key, Object... arguments) {
        var pattern = texts.getString("digests." + key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    /** "Thursday, 12 March 2026, 11:40" where the user is. */
    String moment(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern(of("format.moment"), locale).format(instant.atZone(zone));
    }

    /** "Friday, 13 March"; with the year when it is another than the conversation's. */
    String day(LocalDate day, LocalDate conversation) {
        var format = day.getYear() == conversation.getYear() ? "format.day" : "format.day.year";
        return DateTimeFormatter.ofPattern(of(format), locale).format(day);
    }

    /** "1:05" or "1:02:05" from the start of the recording. */
    static String position(long ms) {
        var seconds = ms / 1000;
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    String language() {
        return locale.toLanguageTag();
    }
}
