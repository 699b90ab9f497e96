package app.ayka.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the embedded servers, held by one AYKA at a time. The operating system drops the lock with the process,
 * however it ends.
 */
final class DataFolder implements AutoCloseable {

    private static final String SETTING = "ayka.data";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DataFolder hold(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        FileChannel channel;
        try {
            makePrivate(path);
            channel = FileChannel.open(
                    path.resolve("ayka.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UnusableSettingException(
                    SETTING, path + " (" + e + ")", "make the folder writable for this user or name another", e);
        }
        try {
            if (lock(channel) == null) {
                var owner = read(channel);
                channel.close();
                throw new UnusableSettingException(
                        SETTING,
                        path.toString(),
                        "another AYKA" + owner + " uses this folder: stop it, or name another folder");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new UnusableSettingException(
                    SETTING, path + " (" + e + ")", "name a folder on a disk that can lock files", e);
        }
    }

    // what AYKA keeps is nobody else's; a folder that was there keeps the rights its owner gave it
    private static void makePrivate(Path path) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Files.createDirectories(path);
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        var pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }
}
