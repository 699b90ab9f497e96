package app.ayka.speech.engine;

import java.net.URI;
import java.util.Optional;

/**
 * A model that can be fetched.
 *
 * @param name short, such as {@code base.en}
 * @param purpose what it does
 * @param file its file's name
 * @param megabytes about how much there is to fetch
 * @param licence as its publisher states it
 * @param checksum as its publisher states it; empty when none was found, and then the model is shown as unverified
 * @param words one line for people choosing a model
 */
public record CatalogueModel(
        String name,
        Purpose purpose,
        String file,
        URI url,
        long megabytes,
        String licence,
        Optional<Checksum> checksum,
        String words) {

    /** What a model is for. */
    public enum Purpose {
        RECOGNITION,
        SEGMENTATION,
        VOICES
    }

    /**
     * A digest of the whole file.
     *
     * @param algorithm as {@link java.security.MessageDigest} calls it
     * @param hex lower case
     * @param source where the publisher states it
     */
    public record Checksum(String algorithm, String hex, String source) {}
}
