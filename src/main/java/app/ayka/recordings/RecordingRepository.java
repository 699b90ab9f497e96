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

    /** {@code text}: part of a title or a tag, escaped for {@code like}; {@code tag}: a whole tag in lower case, or empty. */
    @Query(nativeQuery = true, value = """
            select r.* from recording r
            where r.deleted_at is null
              and (lower(r.title) like lower('%' || cast(:text as text) || '%') escape '\\'
                or exists (select from recording_tag t where t.recording_id = r.id
                    and t.folded like lower('%' || cast(:text as text) || '%') escape '\\'))
              and (cast(:tag as text) = '' or exists (select from recording_tag t where t.recording_id = r.id
                    and t.folded = cast(:tag as text)))
            order by r.recorded_at desc, r.id""")
    List<RecordingEntity> search(String text, String tag, Limit limit);

    /** For a change: who comes at the same time waits, and then sees it. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<RecordingEntity> findToChangeById(UUID id);

    Optional<RecordingEntity> findFirstBySourceAndDeletedAtIsNullOrderByCreatedAtDesc(RecordingSource source);
}
