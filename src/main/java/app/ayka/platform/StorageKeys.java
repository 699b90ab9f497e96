package app.ayka.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The login of the embedded object store, made once and kept in the data folder, readable by its owner only. */
record StorageKeys(String accessKey, String secretKey) {

    static StorageKeys below(Path dataFolder) {
        var file = dataFolder.resolve("storage.key");
        try {
            Files.createDirectories(dataFolder);
            if (!Files.exists(file)) {
                var random = new byte[32];
                new SecureRandom().nextBytes(random);
                var temporary = Files.createTempFile(dataFolder, "storage", ".key");
                if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
                }
                Files.writeString(temporary, HexFormat.of().formatHex(random));
                Files.move(temporary, file);
            }
            return new StorageKeys("ayka", Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the object store's key in " + file, e);
        }
    }
}
