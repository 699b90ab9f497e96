package app.ayka.jobs;

import java.util.Locale;

/** What a part needs of its node. */
enum SlotKind {
    CPU,
    GPU;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
