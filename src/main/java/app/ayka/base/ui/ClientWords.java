package app.ayka.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.internal.JacksonUtils;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Hands a component's texts in the user's language to its element; placeholders in braces are filled in there. */
public final class ClientWords {

    /** A page has some two hundred of them, the same as all other pages: 25 kB less for each session. */
    private static final Map<Known, ObjectNode> KNOWN = new ConcurrentHashMap<>();

    private ClientWords() {}

    private record Known(String prefix, List<String> keys, Locale locale) {}

    /** As the element's property {@code messages}: each key with the text that the prefix and it name. */
    public static void give(Component component, String prefix, List<String> keys) {
        var locale = component.getUI().map(UI::getLocale).orElse(Locale.ENGLISH);
        component
                .getElement()
                .setPropertyJson("messages", KNOWN.computeIfAbsent(new Known(prefix, keys, locale), known -> {
                    var words = JacksonUtils.createObjectNode();
                    keys.forEach(key -> words.put(key, component.getTranslation(locale, prefix + key)));
                    return words;
                }));
    }
}
