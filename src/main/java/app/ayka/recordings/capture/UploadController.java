package app.ayka.recordings.capture;

import app.ayka.base.ActingUser;
import app.ayka.recordings.SameSounds;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Uploads of whole files over HTTP (docs/capture-protocol.md). */
@RestController
@RequestMapping(CaptureConfiguration.BASE + "/recordings/{recording}/upload")
class UploadController {

    private static final int LONGEST_NAME = 255;
    private static final int LARGEST_BATCH = 100;

    private final FileUploads uploads;
    private final FileArrival arrival;
    private final SameSounds sameSounds;
    private final CaptureStates states;

    UploadController(FileUploads uploads, FileArrival arrival, SameSounds sameSounds, CaptureStates states) {
        this.uploads = uploads;
        this.arrival = arrival;
        this.sameSounds = sameSounds;
        this.states = states;
    }

    record OpenBody(
            @Nullable String fileName,
            @Nullable String contentType,
            @Nullable Long bytes,
            @Nullable String sha256) {}

    record KnownBody(@Nullable String sha256, @Nullable Long bytes) {}

    record KnownFile(String recording, String title, Instant recordedAt) {}

    record FileState(
            String fileName,
            String contentType,
            long bytes,
            long partBytes,
            int parts,
            List<Integer> stored,
            Map<Integer, String> checksums) {}

    record PartBody(@Nullable Integer number, @Nullable String sha256) {}

    record PartsBody(@Nullable List<@Nullable PartBody> parts) {}

    record PartTicket(int number, URI url, Map<String, String> headers) {}

    @PutMapping
    FileUploads.Plan open(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant, @RequestBody OpenBody body) {
        if (Input.required(body.bytes(), "bytes") == 0) {
            throw CaptureRefusedException.invalid("The file is empty. Choose one that holds sound.");
        }
        var file = new FileUploads.FileDescription(
                Input.words(body.fileName(), "fileName", LONGEST_NAME),
                mediaType(body.contentType()),
                bytes(body.bytes()),
                body.sha256() == null ? null : Input.sha256(body.sha256()));
        return ActingUser.call(grant.owner(), () -> uploads.open(grant, file));
    }

    @GetMapping
    FileState progress(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant) {
        var file = ActingUser.call(grant.owner(), () -> uploads.progress(grant));
        var plan = file.plan();
        return new FileState(
                file.fileName(),
                file.contentType(),
                file.bytes(),
                plan.partBytes(),
                plan.parts(),
                plan.stored(),
                plan.checksums());
    }

    /** Whether the owner has this very file already: its recording, or 204. */
    @PostMapping("/known")
    ResponseEntity<KnownFile> known(
            @RequestAttribute(CaptureGate.GRANT) CaptureGrant grant, @RequestBody KnownBody body) {
        var sha256 = Input.sha256(body.sha256());
        var bytes = bytes(body.bytes());
        return ActingUser.call(grant.owner(), () -> sameSounds.find(sha256, bytes))
                .map(known -> ResponseEntity.ok(
                        new KnownFile(known.recording().toString(), known.title(), known.recordedAt())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping("/parts")
    Map<String, List<PartTicket>> sign(
            @RequestAttribute(CaptureGate.GRANT) CaptureGrant grant, @RequestBody PartsBody body) {
        var parts = Input.required(body.parts(), "parts");
        Input.between(parts.size(), 1, LARGEST_BATCH, "parts");
        var pieces = parts.stream()
                .map(part -> Input.required(part, "parts"))
                .map(part -> new FileUploads.Piece(Input.number(part.number(), "number"), Input.sha256(part.sha256())))
                .toList();
        var signed = ActingUser.call(grant.owner(), () -> uploads.sign(grant, pieces));
        return Map.of(
                "parts",
                IntStream.range(0, pieces.size())
                        .mapToObj(at -> new PartTicket(
                                pieces.get(at).number(),
                                signed.get(at).url(),
                                signed.get(at).headers()))
                        .toList());
    }

    @PostMapping("/complete")
    CaptureState complete(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant) {
        return ActingUser.call(grant.owner(), () -> {
            arrival.complete(grant);
            return states.of(grant.recording());
        });
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void abort(@RequestAttribute(CaptureGate.GRANT) CaptureGrant grant) {
        ActingUser.run(grant.owner(), () -> uploads.abort(grant));
    }

    private static long bytes(@Nullable Long value) {
        return Input.between(Input.required(value, "bytes"), 1, Long.MAX_VALUE, "bytes");
    }

    private static String mediaType(@Nullable String value) {
        try {
            return MediaType.parseMediaType(Input.words(value, "contentType", 100))
                    .toString();
        } catch (org.springframework.http.InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
    }
}
