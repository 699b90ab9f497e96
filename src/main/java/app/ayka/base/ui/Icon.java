package app.ayka.base.ui;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** The line icons of AYKA, drawn in {@code styles/icons.css} in the colour of the text beside them; never read aloud. */
public enum Icon {
    ADD,
    ALERT,
    BACK,
    BELL,
    CALENDAR,
    CHECK,
    CLOSE,
    DOWNLOAD,
    EDIT,
    GEAR,
    LIST,
    MAIL,
    MIC,
    PAUSE,
    PEOPLE,
    PERSON,
    PHONE,
    PLAY,
    REDO,
    SEARCH,
    SPARK,
    TRASH,
    UPLOAD,
    WAVE;

    public Span create() {
        var icon = new Span();
        icon.addClassNames("icon", "icon-" + key());
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /** The name in style sheets and in {@code @Menu(icon = …)}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Icon of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
