package app.ayka.base.ui;

import java.util.Locale;

/** What a mark says at a glance; always beside words, since colour alone says nothing to some. */
public enum Tone {
    QUIET,
    BUSY,
    GOOD,
    WARNING,
    BAD;

    /** The name in style sheets. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
