package app.ayka.speech.audio;

import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.AudioException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/**
 * Runs the ffmpeg program that the build carries. A damaged or hostile file can only harm a process of its own, which
 * sees files and pipes, the formats people record in, and a time limit.
 */
final class Ffmpeg {

    /** Containers and raw formats that recorders write; playlists and pictures are not among them. */
    private static final String FORMATS = "wav,w64,aiff,au,caf,mp3,aac,flac,ogg,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,"
            + "asf,avi,mpegts,mpeg,amr,amrnb,amrwb,ac3,eac3,wv,tta,flv,ape";

    private static final int KEPT_WORDS = 16_384;

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ffmpeg-watch").factory());

    private Ffmpeg() {}

    /** Options that make {@code file} an input; they go in front of everything else. */
    static List<String> input(Path file) {
        return List.of(
                "-protocol_whitelist",
                "file,pipe",
                "-format_whitelist",
                FORMATS,
                "-i",
                "file:" + file.toAbsolutePath());
    }

    /** Options that read 16 kHz mono 16-bit samples from standard input. */
    static List<String> samplesFromStandardInput() {
        return List.of("-protocol_whitelist", "file,pipe", "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "pipe:0");
    }

    /**
     * Starts the program.
     *
     * @param limit after this time it is killed, and {@link Running#finish} says so
     */
    static Running start(List<String> options, Duration limit) {
        List<String> command = new ArrayList<>(List.of(program(), "-nostats", "-hide_banner", "-y"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        String folder = String.valueOf(Path.of(program()).getParent());
        // the libraries beside the program find each other only through the search path
        builder.environment().put("LD_LIBRARY_PATH", folder);
        builder.environment().put("DYLD_LIBRARY_PATH", folder);
        try {
            return new Running(builder.start(), limit);
        } catch (IOException e) {
            throw new AudioException(Reason.DECODER_FAILED, "ffmpeg does not start: " + e.getMessage(), e);
        }
    }

    private static String program() {
        return Program.PATH;
    }

    /** Unpacked once per machine into JavaCPP's cache (system property {@code org.bytedeco.javacpp.cachedir}). */
    private static final class Program {
        static final String PATH = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    }

    /** One run of the program. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Thread listener;
        private final StringBuffer words = new StringBuffer();
        private final ScheduledFuture<?> limit;
        private volatile boolean timedOut;

        private Running(Process process, Duration limit) {
            this.process = process;
            this.listener = Thread.ofVirtual().start(this::listen);
            this.limit = WATCH.schedule(this::timeOut, limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        InputStream output() {
            return process.getInputStream();
        }

        OutputStream input() {
            return process.getOutputStream();
        }

        /** What the program has said on standard error so far; the beginning when it talks a lot. */
        String words() {
            return words.toString();
        }

        /**
         * Waits for the end.
         *
         * @return whether the program was content
         * @throws AudioException with {@link Reason#TOOK_TOO_LONG} when the limit was reached
         */
        boolean finish() {
            try {
                int code = process.waitFor();
                listener.join();
                if (timedOut) {
                    throw new AudioException(Reason.TOOK_TOO_LONG);
                }
                return code == 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AudioException(Reason.DECODER_FAILED, "interrupted", e);
            } finally {
                close();
            }
        }

        @Override
        public void close() {
            limit.cancel(false);
            process.destroyForcibly();
        }

        private void timeOut() {
            timedOut = true;
            process.destroyForcibly();
        }

        private void listen() {
            byte[] buffer = new byte[4096];
            try (InputStream error = process.getErrorStream()) {
                for (int n = error.read(buffer); n >= 0; n = error.read(buffer)) {
                    if (words.length() < KEPT_WORDS) {
                        words.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                if (process.isAlive()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
