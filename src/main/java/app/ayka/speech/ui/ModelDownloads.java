package app.ayka.speech.ui;

import app.ayka.speech.engine.CatalogueModel;
import app.ayka.speech.engine.Models;
import app.ayka.speech.engine.SpeechException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Downloads of models that somebody asked for on a page; they go on when the page is left. */
@Component
class ModelDownloads {

    private static final Logger log = LoggerFactory.getLogger(ModelDownloads.class);

    private final Optional<Models> models;
    private final Map<String, Download> downloads = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    ModelDownloads(ObjectProvider<Models> models) {
        this.models = models.stream().findFirst();
    }

    /**
     * How a download goes.
     *
     * @param totalBytes -1 when unknown
     * @param failure a plain sentence; empty while it goes well
     */
    record Download(long bytes, long totalBytes, boolean done, Optional<String> failure) {

        boolean isRunning() {
            return !done && failure.isEmpty();
        }
    }

    /** Recognition models that can be fetched, best first. */
    List<CatalogueModel> choices() {
        return models.stream()
                .flatMap(known -> known.catalogue().stream())
                .filter(model -> model.purpose() == CatalogueModel.Purpose.RECOGNITION)
                .toList();
    }

    /** Names of the recognition models on this machine, best first. */
    List<String> installed() {
        return models.stream()
                .flatMap(known -> known.installedWhisper().stream())
                .map(file -> file.getFileName().toString().replaceFirst("\\.bin$", ""))
                .toList();
    }

    Optional<Download> state(CatalogueModel model) {
        return Optional.ofNullable(downloads.get(model.name()));
    }

    Runnable onChange(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Begins to fetch; one that is under way goes on as it is. */
    void start(CatalogueModel model) {
        var known = models.orElseThrow();
        var fresh = new Download(0, -1, false, Optional.empty());
        var now = downloads.compute(
                model.name(), (name, before) -> before != null && before.isRunning() ? before : fresh);
        if (now == fresh) {
            Thread.ofVirtual().name("model-" + model.name()).start(() -> fetch(known, model));
        }
    }

    private void fetch(Models known, CatalogueModel model) {
        try {
            known.fetch(model, (bytes, total) -> tell(model, new Download(bytes, total, false, Optional.empty())));
            log.info("model {} was fetched and verified; what waits for it goes on", model.name());
            tell(model, new Download(0, -1, true, Optional.empty()));
        } catch (SpeechException e) {
            log.warn("model {} was not fetched; asking again goes on where it stopped", model.name(), e);
            tell(model, new Download(0, -1, false, Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    private void tell(CatalogueModel model, Download state) {
        downloads.put(model.name(), state);
        listeners.forEach(listener -> listener.accept(model.name()));
    }
}
