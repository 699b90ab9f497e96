package app.ayka.recordings.playback;

import app.ayka.base.CurrentUser;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.StoredObject;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sound and waveform of the signed-in user's recordings. Sound is answered in ranges at one address that never expires
 * (ADR 0008). From the store it is read in slices, so that somebody who listens slowly holds no connection to it.
 */
@RestController
@RequestMapping("/api/recordings/{recording}")
class PlaybackController {

    private static final String SOUND = "audio/mp4";
    private static final long FIRST_SLICE = 128 * 1024L;
    private static final long NEXT_SLICES = 1024 * 1024L;

    private final Recordings recordings;
    private final ObjectStore store;
    private final CurrentUser currentUser;

    PlaybackController(Recordings recordings, ObjectStore store, CurrentUser currentUser) {
        this.recordings = recordings;
        this.store = store;
        this.currentUser = currentUser;
    }

    /** {@code HEAD} too: the framework sends it here. */
    @GetMapping("/play")
    void play(@PathVariable UUID recording, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var sound = isHidden(recording)
                ? null
                : store.head(ObjectKeys.play(currentUser.require(), recording, "m4a"))
                        .orElse(null);
        if (sound == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var piece = PlayedPiece.of(
                request.getMethod().equals("GET") ? request.getHeader(HttpHeaders.RANGE) : null,
                request.getHeader(HttpHeaders.IF_RANGE),
                sound.sizeBytes(),
                sound.etag());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (sound.etag() != null) {
            response.setHeader(HttpHeaders.ETAG, sound.etag());
        }
        if (!piece.whole()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, piece.contentRange());
        }
        if (!piece.satisfiable()) {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            return;
        }
        response.setStatus(piece.whole() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setContentType(SOUND);
        response.setContentLengthLong(piece.length());
        if (request.getMethod().equals("GET")) {
            send(sound, piece, response);
        }
    }

    private void send(StoredObject sound, PlayedPiece piece, HttpServletResponse response) throws IOException {
        var slice = FIRST_SLICE;
        for (var from = piece.from(); from <= piece.to(); ) {
            var to = Math.min(piece.to(), from + slice - 1);
            // cut off rather than finished wrongly: the browser asks for the rest again
            var bytes = read(sound, from, to);
            response.getOutputStream().write(bytes);
            response.flushBuffer();
            from = to + 1;
            slice = NEXT_SLICES;
        }
    }

    private byte[] read(StoredObject sound, long from, long to) throws IOException {
        var key = sound.key();
        try (InputStream content = store.open(key, from, to, sound.etag())
                .orElseThrow(() -> new IOException(key + " was replaced or went away while it was played"))) {
            var bytes = content.readNBytes((int) (to - from + 1));
            if (bytes.length != to - from + 1) {
                throw new IOException(key + " ended at " + (from + bytes.length) + " while it was played");
            }
            return bytes;
        }
    }

    @GetMapping("/peaks")
    ResponseEntity<byte[]> peaks(@PathVariable UUID recording) throws IOException {
        if (isHidden(recording)) {
            return ResponseEntity.notFound().build();
        }
        var stored = store.open(ObjectKeys.peaks(currentUser.require(), recording));
        if (stored.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        try (InputStream content = stored.get()) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .cacheControl(CacheControl.noCache().cachePrivate())
                    .body(content.readAllBytes());
        }
    }

    private boolean isHidden(UUID recording) {
        return recordings.find(new RecordingId(recording)).isEmpty();
    }
}
