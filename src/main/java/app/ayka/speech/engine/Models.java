package app.ayka.speech.engine;

import app.ayka.speech.models.Catalogue;
import app.ayka.speech.models.Download;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models on this machine and those that can be fetched. A model's name is its file's without {@code .bin} or
 * {@code .onnx}, such as {@code ggml-base.en}; for a model of the catalogue its short name ({@code base.en}) does too.
 */
public final class Models {

    private final List<Path> folders;
    private final Path downloads;
    private final Catalogue catalogue = Catalogue.bundled();

    /**
     * @param folders are looked into in this order, and never written to
     * @param downloads is looked into last, and receives what is fetched; made when needed
     */
    public Models(List<Path> folders, Path downloads) {
        this.folders = List.copyOf(folders);
        this.downloads = downloads;
    }

    /**
     * As the command line finds them: the folders of {@code ayka.models.path} (system property) or
     * {@code AYKA_MODELS_PATH} (environment), separated as on the class path, then {@code data/models}.
     */
    public static Models ofEnvironment() {
        String path = System.getProperty("ayka.models.path", System.getenv().getOrDefault("AYKA_MODELS_PATH", ""));
        return new Models(folders(path), Path.of("data", "models"));
    }

    /** The folders that a setting lists, separated as on the class path. */
    public static List<Path> folders(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder.strip()))
                .toList();
    }

    /** A file of this very name in one of the folders. */
    public Optional<Path> file(String name) {
        return places().map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The Whisper model of that name, or a file given by its path. */
    public Optional<Path> whisper(String name) {
        Optional<Path> asPath = name.contains("/") || name.contains(File.separator)
                ? Optional.of(Path.of(name)).filter(Files::isRegularFile)
                : Optional.empty();
        return asPath.or(() -> file(name))
                .or(() -> file(name + ".bin"))
                .or(() -> file("ggml-" + name + ".bin"))
                .or(() -> catalogue.find(name).flatMap(entry -> file(entry.file())));
    }

    /** The Whisper models on this machine: those of the catalogue in its order, best first, then others by name. */
    public List<Path> installedWhisper() {
        Comparator<Path> order = Comparator.comparingInt(catalogue::rank).thenComparing(Path::getFileName);
        return places().flatMap(Models::files)
                .filter(file -> file.getFileName().toString().matches("ggml-.*\\.bin"))
                .sorted(order)
                .toList();
    }

    /** What can be fetched, best first within a purpose. */
    public List<CatalogueModel> catalogue() {
        return catalogue.models();
    }

    /**
     * Fetches a model of the catalogue: resumes what an earlier attempt left, verifies, and only then gives it its name.
     *
     * @return where it is now
     * @throws SpeechException when it cannot be had, or what arrives is not what its publisher states
     */
    public Path fetch(CatalogueModel model, FetchProgress progress) {
        return new Download(downloads).fetch(model, progress);
    }

    /** Hears how a download goes. */
    @FunctionalInterface
    public interface FetchProgress {
        /** @param totalBytes -1 when unknown */
        void fetched(long bytes, long totalBytes);
    }

    private Stream<Path> places() {
        return Stream.concat(folders.stream(), Stream.of(downloads));
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
