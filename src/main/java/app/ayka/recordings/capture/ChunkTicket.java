package app.ayka.recordings.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a device does with a chunk: put it to {@code url} with exactly these headers, or nothing, as it is stored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChunkTicket(
        int number,
        State state,
        @Nullable URI url,
        @Nullable Map<String, String> headers) {

    enum State {
        stored,
        upload
    }

    static ChunkTicket stored(int number) {
        return new ChunkTicket(number, State.stored, null, null);
    }
}
