package app.ayka.speech.whisper;

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
import java.util.Locale;
import java.util.Map;

/**
 * Unpacks the native libraries of whisper-jni 1.7.1, once per machine. Only the very files that {@link Layout} was
 * written for are loaded: a library of another whisper.cpp version would load as willingly and crash.
 */
final class NativeFiles {

    /** SHA-256 of the libraries in whisper-jni-1.7.1.jar by resource. */
    private static final Map<String, String> KNOWN = Map.of(
            "debian-amd64/libwhisper.so.1",
            "f6c28321de5d69d955b4fb0892f042695b3c966f19afb68eec9e47e4935cb1b5",
            "debian-amd64/libggml.so",
            "b44d0dc166ae2267a8a1cf89c5c2557f202146dba855ec9af9455cabf04cb312",
            "debian-amd64/libggml+mf16c+mfma+mavx+mavx2.so",
            "becd5752f85f016b41b87ecebd399ac6857a68665590fb12b16dcbd9280131ec",
            "debian-arm64/libwhisper.so.1",
            "b525506827b7d32a70ee98715e2cd1724fd683b0e39ac044ad2f75e6148c5fd2",
            "debian-arm64/libggml+fp16.so",
            "22027ade052c09614531ebebc6538aa6e61267eb9e964a0b98049bc4e0ee3418",
            "debian-arm64/libggml+crc.so",
            "b43a97f6df38d0ed3fd527205f321a879bf720364e846414b0ce99ff208557b1",
            "macos-amd64/libwhisper.1.dylib",
            "6841b4a31f51d5f3f192db5481e3d04c179d8cc8f89699031e708417db3342af",
            "macos-amd64/libggml.dylib",
            "59c8cad446d2a940de4da1917e9edf80d58277874c713e61180fdc2af5c1be38",
            "macos-arm64/libwhisper.1.dylib",
            "f1e7238d3d703b21cb2c8af06052ae5a591e9307fd6ba3551344d8323db34cc6",
            "macos-arm64/libggml.dylib",
            "aa7f0d526a91b39a1dc1dd2dfcb101011769da6d0c5d29a32e4143cae1daa824");

    private NativeFiles() {}

    /** The whisper library as a file, with the ggml library that suits this processor beside it. */
    static Path whisper() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (!mac && !linux) {
            throw unavailable("The whisper engine runs on Linux and macOS; use the openai engine here.", null);
        }
        String platform = (mac ? "macos-" : "debian-") + (arm ? "arm64" : "amd64");
        String suffix = mac ? "dylib" : "so";
        String ggml = platform + "/libggml" + (mac ? "" : variant(arm)) + "." + suffix;
        String whisper = platform + (mac ? "/libwhisper.1.dylib" : "/libwhisper.so.1");
        try {
            Path folder = Files.createDirectories(
                    cache().resolve("whisper-1.7.1-" + known(ggml).substring(0, 12)));
            unpack(ggml, folder.resolve("libggml." + suffix));
            return unpack(whisper, folder.resolve(Path.of(whisper).getFileName()));
        } catch (IOException e) {
            throw unavailable("The whisper library cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "ayka", "native");
    }

    private static String variant(boolean arm) throws SpeechException {
        String processor;
        try {
            processor = " " + Files.readString(Path.of("/proc/cpuinfo")).replaceAll("\\s+", " ") + " ";
        } catch (IOException e) {
            processor = "";
        }
        if (arm) {
            return processor.contains(" fphp ") ? "+fp16" : "+crc";
        }
        boolean fast = processor.contains(" avx2 ")
                && processor.contains(" fma ")
                && processor.contains(" f16c ")
                && processor.contains(" avx ");
        return fast ? "+mf16c+mfma+mavx+mavx2" : "";
    }

    private static Path unpack(String resource, Path target) throws IOException {
        if (Files.exists(target) && sha256(Files.readAllBytes(target)).equals(known(resource))) {
            return target;
        }
        byte[] library;
        try (InputStream in = NativeFiles.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw unavailable("The whisper library for this machine is not in the program.", null);
            }
            library = in.readAllBytes();
        }
        if (!sha256(library).equals(known(resource))) {
            throw unavailable("The whisper library in the program is not the one it was built for.", null);
        }
        Path part = Files.createTempFile(target.getParent(), "unpack", ".part");
        Files.write(part, library);
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String known(String resource) {
        return KNOWN.getOrDefault(resource, "unknown-library");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SpeechException unavailable(String words, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SpeechException(Kind.UNAVAILABLE, words, cause);
    }
}
