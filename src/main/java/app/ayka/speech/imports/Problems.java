package app.ayka.speech.imports;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file; enough to mend it, not a wall of text. */
final class Problems {

    private static final int SHOWN = 20;

    private final List<ImportProblem> found = new ArrayList<>();

    void add(int line, String message) {
        if (found.size() < SHOWN) {
            found.add(new ImportProblem(line, message));
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    List<ImportProblem> list() {
        return List.copyOf(found);
    }
}
