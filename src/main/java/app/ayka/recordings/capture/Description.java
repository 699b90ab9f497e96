package app.ayka.recordings.capture;

import app.ayka.recordings.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a device says about its recording; null is what it says nothing of. */
record Description(
        @Nullable Name name,
        @Nullable List<Mark> marks,
        @Nullable List<String> tags) {

    record Name(String title, ConsentNote consent) {}
}
