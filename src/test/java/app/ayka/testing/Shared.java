package app.ayka.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folder of models and reference sounds that lies beside the checkout (or where {@code AYKA_SHARED} says). */
public final class Shared {

    private Shared() {}

    /** A file or folder in it; the test is skipped, with a message, only when the whole folder is absent. */
    public static Path path(String relative) {
        var root = root();
        Assumptions.assumeTrue(root != null, "no folder 'shared' beside the checkout");
        return java.util.Objects.requireNonNull(root).resolve(relative);
    }

    private static @org.jspecify.annotations.Nullable Path root() {
        var named = System.getenv("AYKA_SHARED");
        if (named != null) {
            return Path.of(named);
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var shared = folder.resolve("shared");
            if (Files.isDirectory(shared.resolve("eval")) && Files.isDirectory(shared.resolve("models"))) {
                return shared;
            }
        }
        return null;
    }
}
