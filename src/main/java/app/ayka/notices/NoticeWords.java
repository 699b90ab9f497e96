package app.ayka.notices;

import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What a notice says, from the message file of this module in the language of whoever reads it. */
public final class NoticeWords {

    /** Bundles that there are, English first. */
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH);

    private final Locale locale;
    private final ResourceBundle texts;

    private NoticeWords(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "messages.notices",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public static NoticeWords in(Locale locale) {
        return new NoticeWords(LANGUAGES.contains(locale) ? locale : Locale.ENGLISH);
    }

    /** In the first of these languages (ISO 639-1) that AYKA speaks. */
    public static NoticeWords inOneOf(Collection<String> languages) {
        return languages.stream()
                .map(Locale::of)
                .filter(LANGUAGES::contains)
                .findFirst()
                .map(NoticeWords::new)
                .orElseGet(() -> new NoticeWords(Locale.ENGLISH));
    }

    /** One line. */
    public String title(Notice notice) {
        return of(notice.kind().key() + ".title", notice.title());
    }

    /** The same without what is private, for a screen that anybody may see. */
    public String hiddenTitle(Notice notice) {
        return of(notice.kind().key() + ".hidden");
    }

    /** A sentence or two; may be empty. */
    public String text(Notice notice) {
        return of(notice.kind().key() + ".text", notice.words(), notice.quantity());
    }

    /** The sentence without what is private. */
    public String hiddenText(Notice notice) {
        return notice.words().isEmpty() ? text(notice) : "";
    }

    public String of(String key, Object... arguments) {
        return new MessageFormat(texts.getString("notices." + key), locale).format(arguments);
    }

    public String language() {
        return locale.toLanguageTag();
    }
}
