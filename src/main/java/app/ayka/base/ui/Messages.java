package app.ayka.base.ui;

import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every word that people read: one file a module in {@code messages/<module>.properties} (English, UTF-8), a further
 * language in {@code messages/<module>_<language>.properties}. Keys begin with the module's name; texts with parameters
 * are {@link MessageFormat} patterns. Components ask by {@code getTranslation(key, …)}.
 */
@Component
public class Messages implements I18NProvider {

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    private static final long serialVersionUID = 1;

    private final Map<String, Map<String, String>> byLanguage = new HashMap<>();
    private final Set<Locale> locales = new LinkedHashSet<>(List.of(Locale.ENGLISH));

    Messages() {
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                var name = String.valueOf(file.getFilename()).replace(".properties", "");
                var mark = name.indexOf('_');
                var language = mark < 0 ? "en" : name.substring(mark + 1);
                var texts = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
                locales.add(Locale.forLanguageTag(language));
                var known = byLanguage.computeIfAbsent(language, l -> new HashMap<>());
                texts.stringPropertyNames().forEach(key -> known.put(key, texts.getProperty(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the message files cannot be read", e);
        }
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return List.copyOf(locales);
    }

    /** The text in the locale's language, else in English; a missing key is returned as {@code !key!}. */
    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        var english = byLanguage.getOrDefault("en", Map.of());
        var pattern = byLanguage.getOrDefault(locale.getLanguage(), english).getOrDefault(key, english.get(key));
        if (pattern == null) {
            LOG.warn("message {} is missing; its key is shown", key);
            return "!" + key + "!";
        }
        return params.length == 0 ? pattern : new MessageFormat(pattern, locale).format(params);
    }

    /** Whether there is a text for the key. */
    public boolean has(String key) {
        return byLanguage.getOrDefault("en", Map.of()).containsKey(key);
    }
}
