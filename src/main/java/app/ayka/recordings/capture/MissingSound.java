package app.ayka.recordings.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sound that is not there: {@code chunks} from and to, inclusive (absent where no chunk was ever made);
 * {@code startMs} from the start of the recording.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MissingSound(int take, @Nullable List<Integer> chunks, long startMs, long lengthMs, String cause) {}
