package app.ayka.speech.engine;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library of ONNX Runtime, unpacked once a machine. Left alone it unpacks itself for each process, 24 MB in the
 * temporary folder, where a process that is killed leaves them; the speech process is always ended so.
 */
public final class OnnxRuntimeFiles {

    private static final Logger log = LoggerFactory.getLogger(OnnxRuntimeFiles.class);
    private static final String SETTING = "onnxruntime.native.path";

    /** In the jar of the profile cuda; the runtime looks for them beside itself. */
    private static final List<String> CUDA = List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda");

    private OnnxRuntimeFiles() {}

    /** The runtime of this process. */
    public static synchronized OrtEnvironment environment() {
        if (System.getProperty(SETTING) == null) {
            var folder = unpacked();
            if (folder != null) {
                System.setProperty(SETTING, folder.toString());
            }
        }
        return OrtEnvironment.getEnvironment();
    }

    /** The folder; null where the runtime has to see for itself. */
    private static @Nullable Path unpacked() {
        var from = "/ai/onnxruntime/native/" + platform() + "/";
        var library = OrtEnvironment.class.getResource(from + fileName("onnxruntime"));
        var bridge = OrtEnvironment.class.getResource(from + fileName("onnxruntime4j_jni"));
        if (library == null || bridge == null) {
            return null;
        }
        try {
            var folder = Files.createDirectories(Path.of(System.getProperty("user.home"), ".cache", "ayka", "native")
                    .resolve("onnxruntime-" + checksum(library) + "-" + checksum(bridge)));
            unpack(library, folder.resolve(fileName("onnxruntime")));
            unpack(bridge, folder.resolve(fileName("onnxruntime4j_jni")));
            for (var part : CUDA) {
                var there = OrtEnvironment.class.getResource(from + fileName(part));
                if (there != null) {
                    unpack(there, folder.resolve(fileName(part)));
                }
            }
            return folder;
        } catch (IOException e) {
            log.warn("ONNX Runtime is unpacked into the temporary folder instead: {}", e.getMessage());
            return null;
        }
    }

    /** As the jar states it, so that a file under this name is never another version's. */
    private static String checksum(URL resource) throws IOException {
        if (resource.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        throw new IOException(resource + " is in no jar");
    }

    private static void unpack(URL resource, Path target) throws IOException {
        if (Files.exists(target)) {
            return; // it came there whole, by its name
        }
        var part = Files.createTempFile(target.getParent(), "unpack", ".part");
        try (var in = resource.openStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var name = system.contains("mac") ? "osx" : system.contains("linux") ? "linux" : "none";
        return name + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
    }

    private static String fileName(String library) {
        return System.mapLibraryName(library).replace("jnilib", "dylib");
    }
}
