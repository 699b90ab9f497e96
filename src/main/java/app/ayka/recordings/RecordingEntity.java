package app.ayka.recordings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "recording")
class RecordingEntity {

    @Id
    UUID id;

    @Column(name = "owner_id", updatable = false)
    UUID owner;

    String title;

    @Enumerated(EnumType.STRING)
    RecordingSource source;

    @Enumerated(EnumType.STRING)
    RecordingState state;

    @Nullable
    String language;

    @Nullable
    Integer speakersMin;

    @Nullable
    Integer speakersMax;

    @Nullable
    String ownerSpeaker;

    Instant recordedAt;
    Instant createdAt;

    @Nullable
    Instant sealedAt;

    @Nullable
    Long durationMs;

    @Column(name = "current_run_id")
    @Nullable
    UUID currentRun;

    @Nullable
    Instant deletedAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected RecordingEntity() {}

    RecordingEntity(UUID id, UUID owner, RecordingDraft draft, Instant createdAt) {
        this.id = id;
        this.owner = owner;
        this.title = draft.title();
        this.source = draft.source();
        this.state = RecordingState.CAPTURING;
        this.language = draft.options().language();
        this.speakersMin = draft.options().speakersMin();
        this.speakersMax = draft.options().speakersMax();
        this.recordedAt = draft.recordedAt();
        this.createdAt = createdAt;
    }

    RecordingId id() {
        return new RecordingId(id);
    }
}
