package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectStore;
import app.ayka.base.storage.ObjectStoreException;
import app.ayka.base.storage.StoredPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What the object store has of a file. */
@Component
class FileParts {

    private final ObjectStore store;

    FileParts(ObjectStore store) {
        this.store = store;
    }

    /** Numbers of the parts that are there in their right size; all of them once they are joined. */
    List<Integer> whole(FileUpload upload) {
        var parts = ask(upload);
        if (parts.isEmpty()) {
            return isJoined(upload)
                    ? IntStream.rangeClosed(1, upload.parts()).boxed().toList()
                    : List.of();
        }
        return parts.get().stream()
                .filter(part -> part.number() <= upload.parts() && part.sizeBytes() == upload.sizeOfPart(part.number()))
                .map(StoredPart::number)
                .sorted()
                .toList();
    }

    /**
     * Whether the store knows neither a part nor the whole, as one that clears away what lies unfinished: some stores
     * say so, others list nothing and take in more parts, which they can never join.
     */
    boolean areForgotten(FileUpload upload) {
        return ask(upload).filter(parts -> !parts.isEmpty()).isEmpty() && !isJoined(upload);
    }

    /** The first part that is not there in its right size. */
    Optional<Integer> missing(FileUpload upload) {
        var whole = whole(upload);
        return IntStream.rangeClosed(1, upload.parts())
                .filter(number -> !whole.contains(number))
                .boxed()
                .findFirst();
    }

    boolean isJoined(FileUpload upload) {
        return store.head(upload.key())
                .filter(whole -> whole.sizeBytes() == upload.bytes())
                .isPresent();
    }

    /** Empty when the store knows no such multipart upload. */
    private Optional<List<StoredPart>> ask(FileUpload upload) {
        try {
            return Optional.of(store.parts(upload.key(), upload.multipart()));
        } catch (ObjectStoreException e) {
            if (e.isTransient()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
