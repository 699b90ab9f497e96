package app.ayka.speech.models;

import app.ayka.speech.engine.CatalogueModel;
import app.ayka.speech.engine.CatalogueModel.Checksum;
import app.ayka.speech.engine.CatalogueModel.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The models that can be fetched, from {@code models.yml}.
 *
 * @param models best first within a purpose
 */
public record Catalogue(List<CatalogueModel> models) {

    /** The catalogue inside the program. */
    public static Catalogue bundled() {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/models.yml"))) {
            List<Map<String, Object>> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new Catalogue(entries.stream().map(Catalogue::model).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model whose short name or file's name this is. */
    public Optional<CatalogueModel> find(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name) || model.file().equals(name))
                .findFirst();
    }

    /** The place of a file in the catalogue; behind all of them when it is not in it. */
    public int rank(Path file) {
        String name = file.getFileName().toString();
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).file().equals(name)) {
                return i;
            }
        }
        return models.size();
    }

    private static CatalogueModel model(Map<String, Object> entry) {
        return new CatalogueModel(
                text(entry, "name"),
                Purpose.valueOf(text(entry, "purpose").toUpperCase(Locale.ROOT)),
                text(entry, "file"),
                URI.create(text(entry, "url")),
                Long.parseLong(text(entry, "megabytes")),
                text(entry, "licence"),
                checksum(entry.get("checksum")),
                text(entry, "words"));
    }

    private static Optional<Checksum> checksum(@Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> stated)) {
            return Optional.empty();
        }
        return Optional.of(new Checksum(
                String.valueOf(stated.get("algorithm")),
                String.valueOf(stated.get("hex")),
                String.valueOf(stated.get("source"))));
    }

    private static String text(Map<String, Object> entry, String key) {
        return String.valueOf(Objects.requireNonNull(entry.get(key), () -> key + " is missing in models.yml"));
    }
}
