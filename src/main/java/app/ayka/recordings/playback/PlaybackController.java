package app.ayka.recordings.playback;

import app.ayka.base.CurrentUser;
import app.ayka.base.storage.ObjectKeys;
import app.ayka.base.storage.ObjectStore;
import app.ayka.recordings.RecordingId;
import app.ayka.recordings.Recordings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sound and waveform of the signed-in user's recordings. Sound comes from the object store, which answers ranges: every
 * request of the player is sent on to a fresh address, so that a page may stay open for days.
 */
@RestController
@RequestMapping("/api/recordings/{recording}")
class PlaybackController {

    private static final Duration VALID = Duration.ofMinutes(10);

    private final Recordings recordings;
    private final ObjectStore store;
    private final CurrentUser currentUser;

    PlaybackController(Recordings recordings, ObjectStore store, CurrentUser currentUser) {
        this.recordings = recordings;
        this.store = store;
        this.currentUser = currentUser;
    }

    @GetMapping("/play")
    ResponseEntity<Void> play(@PathVariable UUID recording) {
        if (isHidden(recording)) {
            return ResponseEntity.notFound().build();
        }
        var key = ObjectKeys.play(currentUser.require(), recording, "m4a");
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(store.signGet(key, VALID))
                .build();
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
