package app.ayka.speech.ui;

import app.ayka.speech.Speaker;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a voice is called on pages: its name, else "Speaker 2"; the user's own is marked. */
final class SpeakerWords {

    private static final Pattern LABEL = Pattern.compile("S(\\d{1,3})");

    private SpeakerWords() {}

    /** "Radko Belin", "Speaker 2". */
    static String name(Speaker speaker) {
        var label = LABEL.matcher(speaker.label());
        return speaker.name().equals(speaker.label()) && label.matches()
                ? I18NProvider.translate("speech.speaker", label.group(1))
                : speaker.name();
    }

    /** As {@link #name}, and "You" or "Hannah (you)" for the user's own voice. */
    static String name(Speaker speaker, @Nullable String ownersLabel) {
        if (!speaker.label().equals(ownersLabel)) {
            return name(speaker);
        }
        return speaker.name().equals(speaker.label())
                ? I18NProvider.translate("speech.you.unnamed")
                : I18NProvider.translate("speech.you", speaker.name());
    }
}
