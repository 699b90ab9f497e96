package app.ayka.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A password of an embedded server: made once, kept in the data folder, readable by its owner only. */
final class SecretFile {

    private SecretFile() {}

    static String read(Path dataFolder, String name) {
        var file = dataFolder.resolve(name);
        try {
            if (!Files.exists(file)) {
                var random = new byte[32];
                new SecureRandom().nextBytes(random);
                var temporary = Files.createTempFile(dataFolder, name, ".new");
                if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
                }
                Files.writeString(temporary, HexFormat.of().formatHex(random));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UnusableSettingException(
                    "ayka.data", file + " (" + e + ")", "make the folder readable and writable for this user", e);
        }
    }
}
