package app.ayka.speech.process;

import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechException.Kind;
import app.ayka.speech.process.Frame.Type;
import app.ayka.speech.voices.VoicesWork;
import app.ayka.speech.whisper.WhisperWork;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The child: reads requests from standard input, does one after the other, answers on standard output, and beats once a
 * second. It ends when standard input does, whatever it is doing, so that it never outlives its parent.
 */
public final class SpeechProcess {

    private static final Path OWN_MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;

    private final DataOutputStream out;
    private final BlockingQueue<Frame> requests = new LinkedBlockingQueue<>();
    private final WhisperWork whisper = new WhisperWork();
    private final VoicesWork voices = new VoicesWork();

    private SpeechProcess(DataOutputStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        // a library that prints must not get between the frames
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        new SpeechProcess(out).serve();
    }

    private void serve() throws InterruptedException {
        letKernelPreferUs();
        Thread.ofPlatform().daemon().name("requests").start(this::receive);
        Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("beat").factory())
                .scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
        while (true) {
            Frame request = requests.take();
            send(answer(request));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the edge of the process: everything becomes an answer
    private Frame answer(Frame request) {
        try {
            byte[] result = switch (request.type()) {
                case TRANSCRIBE -> whisper.transcribe(request.payload());
                case VOICES -> voices.separate(request.payload());
                case BEAT, DONE, FAILED -> throw new IllegalStateException("not a request: " + request.type());
            };
            return new Frame(Type.DONE, request.request(), result);
        } catch (SpeechException e) {
            return failed(request, e.kind(), e.getMessage());
        } catch (Exception | LinkageError e) {
            return failed(request, Kind.REFUSED, "internal error: " + e);
        }
    }

    private static Frame failed(Frame request, Kind kind, String words) {
        byte[] payload = Wire.bytes(o -> {
            Wire.text(o, kind.name());
            Wire.text(o, words);
        });
        return new Frame(Type.FAILED, request.request(), payload);
    }

    private void receive() {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16))) {
            while (true) {
                requests.add(Frame.read(in));
            }
        } catch (IOException e) {
            // the parent is gone or has closed the pipe; native code may be running, so no orderly shutdown
            Runtime.getRuntime().halt(0);
        }
    }

    private void beat() {
        send(new Frame(Type.BEAT, 0, Wire.bytes(o -> o.writeLong(residentBytes()))));
    }

    private synchronized void send(Frame frame) {
        try {
            frame.write(out);
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static long residentBytes() throws IOException {
        if (!Files.isReadable(OWN_MEMORY)) {
            return -1;
        }
        return Long.parseLong(Files.readString(OWN_MEMORY).split(" ", 3)[1]) * PAGE;
    }

    /** When memory runs out it shall hit this process and not the parent or the database. */
    private static void letKernelPreferUs() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "800");
        } catch (IOException e) {
            // not Linux: nothing to prefer
        }
    }
}
