package app.ayka.recordings.capture.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.JacksonUtils;
import java.util.List;

/** Hands a component's texts in the user's language to its element; placeholders in braces are filled in there. */
final class ClientWords {

    private ClientWords() {}

    static void give(Component component, String prefix, List<String> keys) {
        var words = JacksonUtils.createObjectNode();
        keys.forEach(key -> words.put(key, component.getTranslation(prefix + key)));
        Element element = component.getElement();
        element.setPropertyJson("messages", words);
    }
}
