package app.ayka.recordings;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface RecordingRepository extends JpaRepository<RecordingEntity, UUID> {

    @Query("select r from RecordingEntity r where r.deletedAt is null "
            + "and lower(r.title) like lower(concat('%', :text, '%')) escape '\\' order by r.recordedAt desc, r.id")
    List<RecordingEntity> search(String text, Limit limit);

    /** For a change: who comes at the same time waits, and then sees it. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<RecordingEntity> findToChangeById(UUID id);

    Optional<RecordingEntity> findFirstBySourceAndDeletedAtIsNullOrderByCreatedAtDesc(RecordingSource source);
}
