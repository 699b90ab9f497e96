package app.ayka.speech.models;

import app.ayka.ai.ResumableDownload;
import app.ayka.speech.engine.CatalogueModel;
import app.ayka.speech.engine.CatalogueModel.Checksum;
import app.ayka.speech.engine.Models.FetchProgress;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Fetches a model into a folder. What has arrived lies in {@code <file>.part} until it is whole and verified, so that a
 * model's name never belongs to half a model; a later attempt goes on where an earlier one stopped.
 */
public final class Download {

    private final Path folder;

    public Download(Path folder) {
        this.folder = folder;
    }

    /** See {@link app.ayka.speech.engine.Models#fetch}. */
    public Path fetch(CatalogueModel model, FetchProgress progress) {
        Path target = folder.resolve(model.file());
        Path part = folder.resolve(model.file() + ".part");
        try {
            Files.createDirectories(folder);
            ResumableDownload.into(part, model.url(), progress::fetched);
            verify(model, part);
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SpeechException(
                    Kind.UNAVAILABLE,
                    "The model " + model.name() + " could not be fetched from "
                            + model.url().getHost() + "; what has arrived is kept.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpeechException(Kind.CANCELLED, "Fetching the model was stopped.", e);
        }
    }

    private static void verify(CatalogueModel model, Path part) throws IOException {
        if (model.checksum().isEmpty()) {
            return;
        }
        Checksum stated = model.checksum().get();
        if (!digest(stated.algorithm(), part).equalsIgnoreCase(stated.hex())) {
            Files.delete(part);
            throw new SpeechException(
                    Kind.MODEL_DAMAGED,
                    "What arrived as the model " + model.name() + " is not what its publisher states; it was removed.");
        }
    }

    private static String digest(String algorithm, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("models.yml names a checksum that Java does not know: " + algorithm, e);
        }
    }
}
