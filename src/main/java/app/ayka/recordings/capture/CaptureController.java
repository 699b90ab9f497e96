package app.ayka.recordings.capture;

import app.ayka.base.ActingUser;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The capture protocol over HTTP (docs/capture-protocol.md): checks what a device says and hands it on as its owner. */
@RestController
@RequestMapping(CaptureConfiguration.BASE + "/recordings/{recording}")
class CaptureController {

    private static final int LARGEST_BATCH = 100;

    private final ChunkIntake intake;
    private final Sealing sealing;
    private final CaptureStates states;
    private final CaptureSettings settings;

    CaptureController(ChunkIntake intake, Sealing sealing, CaptureStates states, CaptureSettings settings) {
        this.intake = intake;
        this.sealing = sealing;
        this.states = states;
        this.settings = settings;
    }

    record OpenTakeBody(
            @Nullable String mimeType,
            @Nullable Long startOffsetMs,
            @Nullable String deviceClock) {}

    record ChunkBody(
            @Nullable Integer number,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable Long startMs,
            @Nullable Long durationMs) {}

    record DeclareBody(@Nullable List<@Nullable ChunkBody> chunks) {}

    record AcknowledgeBody(@Nullable List<@Nullable Integer> numbers) {}

    record LostBody(@Nullable Long lengthMs, @Nullable String cause) {}

    record SealedTakeBody(
            @Nullable Integer take,
            @Nullable Integer chunks,
            @Nullable Long capturedMs,
            @Nullable LostBody lostBefore,
            @Nullable LostBody lostAfter) {}

    record AcceptBody(@Nullable String cause) {}

    record SealBody(
            @Nullable List<@Nullable SealedTakeBody> takes,
            @Nullable AcceptBody acceptGaps) {}

    @GetMapping
    CaptureState state(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant) {
        return ActingUser.call(grant.owner(), () -> states.of(grant.recording()));
    }

    @PutMapping("/takes/{take}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void openTake(
            @RequestAttribute(CaptureGate.GRANT) CaptureGrant grant,
            @PathVariable int take,
            @RequestBody OpenTakeBody body) {
        var opening = new TakeOpening(
                Input.recorderFormat(body.mimeType()),
                Input.milliseconds(body.startOffsetMs(), "startOffsetMs"),
                Input.instant(body.deviceClock(), "deviceClock"));
        ActingUser.run(grant.owner(), () -> intake.openTake(grant, Input.number(take, "take"), opening));
    }

    @PostMapping("/takes/{take}/chunks")
    Map<String, List<ChunkTicket>> declare(
            @RequestAttribute(CaptureGate.GRANT) CaptureGrant grant,
            @PathVariable int take,
            @RequestBody DeclareBody body) {
        var chunks = batch(body.chunks(), "chunks").stream().map(this::chunk).toList();
        requireDistinct(chunks.stream().map(ChunkDeclaration::number).toList());
        return Map.of("chunks", ActingUser.call(grant.owner(), () -> intake.declare(grant, take, chunks)));
    }

    @PostMapping("/takes/{take}/chunks/ack")
    Acknowledgement acknowledge(
            @RequestAttribute(CaptureGate.GRANT) CaptureGrant grant,
            @PathVariable int take,
            @RequestBody AcknowledgeBody body) {
        var numbers = batch(body.numbers(), "numbers").stream()
                .map(number -> Input.number(number, "number"))
                .toList();
        requireDistinct(numbers);
        return ActingUser.call(grant.owner(), () -> intake.acknowledge(grant, take, numbers));
    }

    @PostMapping("/seal")
    CaptureState seal(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant, @RequestBody SealBody body) {
        var takes = Input.required(body.takes(), "takes").stream()
                .map(take -> sealedTake(Input.required(take, "takes")))
                .toList();
        requireDistinct(takes.stream().map(SealRequest.SealedTake::take).toList());
        var accept = body.acceptGaps() == null
                ? null
                : new SealRequest.AcceptGaps(Input.cause(body.acceptGaps().cause()));
        return ActingUser.call(grant.owner(), () -> {
            var result = sealing.seal(grant, new SealRequest(takes, accept));
            return switch (result) {
                case SealResult.Sealed sealed -> states.of(grant.recording());
                case SealResult.Refused refused ->
                    throw new CaptureRefusedException(
                            HttpStatus.CONFLICT,
                            "gaps",
                            "Sound is missing in " + refused.gaps().size() + " place(s); send it, or accept that.",
                            Map.of("gaps", refused.gaps()));
            };
        });
    }

    private ChunkDeclaration chunk(@Nullable ChunkBody body) {
        var chunk = Input.required(body, "chunks");
        var number = Input.number(chunk.number(), "number");
        if (number >= settings.maxChunks()) {
            throw CaptureRefusedException.tooLarge("A take may have " + settings.maxChunks() + " chunks.");
        }
        var bytes = Input.required(chunk.bytes(), "bytes");
        if (bytes > settings.maxChunk().toBytes()) {
            throw CaptureRefusedException.tooLarge(
                    "A chunk may have " + settings.maxChunk().toBytes() + " bytes.");
        }
        return new ChunkDeclaration(
                number,
                Input.between(bytes, 1, Long.MAX_VALUE, "bytes"),
                Input.sha256(chunk.sha256()),
                Input.milliseconds(chunk.startMs(), "startMs"),
                Input.milliseconds(chunk.durationMs(), "durationMs"));
    }

    private SealRequest.SealedTake sealedTake(SealedTakeBody body) {
        return new SealRequest.SealedTake(
                Input.number(body.take(), "take"),
                (int) Input.between(Input.required(body.chunks(), "chunks"), 0, settings.maxChunks(), "chunks"),
                Input.milliseconds(body.capturedMs(), "capturedMs"),
                lost(body.lostBefore()),
                lost(body.lostAfter()));
    }

    private static SealRequest.@Nullable Lost lost(@Nullable LostBody body) {
        return body == null
                ? null
                : new SealRequest.Lost(
                        Input.between(Input.required(body.lengthMs(), "lengthMs"), 0, Long.MAX_VALUE, "lengthMs"),
                        Input.cause(body.cause()));
    }

    private static <T> List<@Nullable T> batch(@Nullable List<@Nullable T> values, String name) {
        var batch = Input.required(values, name);
        Input.between(batch.size(), 1, LARGEST_BATCH, name);
        return batch;
    }

    private static void requireDistinct(List<Integer> numbers) {
        if (new HashSet<>(numbers).size() != numbers.size()) {
            throw CaptureRefusedException.invalid("A number may appear once in a request.");
        }
    }
}
