package app.ayka.shell;

import com.vaadin.flow.component.UI;
import java.util.Locale;

/** Light, dark, or as the device says; kept on the device, since it is the device's screen that it suits. */
enum Appearance {
    SYSTEM("light dark"),
    LIGHT("light"),
    DARK("dark");

    /** Runs in the head of every page. */
    static final String SCRIPT = """
            try {
              const scheme = localStorage.getItem('ayka.scheme');
              if (scheme) document.documentElement.style.setProperty('color-scheme', scheme);
            } catch { /* a browser that keeps nothing follows the system */ }""";

    private final String scheme;

    Appearance(String scheme) {
        this.scheme = scheme;
    }

    String messageKey() {
        return "shell.appearance." + name().toLowerCase(Locale.ROOT);
    }

    void apply(UI ui) {
        ui.getPage().executeJs("""
                document.documentElement.style.setProperty('color-scheme', $0);
                try { localStorage.setItem('ayka.scheme', $0); } catch { /* until the page is left */ }""", scheme);
    }
}
