package app.ayka.jobs;

import app.ayka.base.storage.ObjectStoreException;
import app.ayka.base.tx.WriteRefusedException;
import app.ayka.recordings.capture.DamagedSoundException;
import app.ayka.speech.MissingSoundException;
import app.ayka.speech.engine.AudioException;
import app.ayka.speech.engine.SpeechException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Why work did not succeed: what to do about it, a sentence for people, and the technical cause. Travels from the node
 * that worked on a part to the one that runs the whole in the part's execution context.
 */
record Trouble(Kind kind, String words, String detail) {

    private static final String KEY = "trouble.";
    private static final int LONGEST_DETAIL = 1000;
    private static final String UNEXPECTED = "Something went wrong inside AYKA.";

    /** What to do, from the least to the most final. */
    enum Kind {
        /** Try again after a pause. */
        PASSING,
        /** Wait until somebody provides what is missing. */
        MISSING,
        /** It would fail again. */
        FINAL,
        /** Somebody else does this work now; say and do nothing. */
        TAKEN_OVER
    }

    static Trouble of(Throwable failure) {
        var chain = chain(failure);
        var detail = detail(chain);
        return chain.stream()
                .flatMap(cause -> known(cause, detail).stream())
                .findFirst()
                .orElseGet(() -> new Trouble(Kind.FINAL, UNEXPECTED, detail));
    }

    /** Whether nobody foresaw this failure: it is a mistake in AYKA, and its stack trace is needed. */
    static boolean isUnexpected(Throwable failure) {
        return of(failure).words().equals(UNEXPECTED);
    }

    private static Trouble takenOver(String detail) {
        return new Trouble(Kind.TAKEN_OVER, "Another worker went on with this.", detail);
    }

    private static Optional<Trouble> known(Throwable cause, String detail) {
        return Optional.ofNullable(
                switch (cause) {
                    case WriteRefusedException refused -> takenOver(detail);
                    case OptimisticLockingFailureException batch // Batch's own; those of rows are subclasses
                    when batch.getClass() == OptimisticLockingFailureException.class -> takenOver(detail);
                    case ObjectStoreException store
                    when store.isTransient() ->
                        new Trouble(Kind.PASSING, "The object store cannot be reached.", detail);
                    case ObjectStoreException store ->
                        new Trouble(Kind.FINAL, "The object store refuses to work with this recording.", detail);
                    case CannotCreateTransactionException database -> databaseGone(detail);
                    case CannotGetJdbcConnectionException database -> databaseGone(detail);
                    case DataAccessResourceFailureException database -> databaseGone(detail);
                    case TransientDataAccessException database -> databaseGone(detail);
                    case TransactionSystemException database -> databaseGone(detail);
                    case SQLException database when isConnection(database) -> databaseGone(detail);
                    case JobRestartException earlier ->
                        new Trouble(Kind.PASSING, "An earlier attempt has not ended yet.", detail);
                    case AudioException sound ->
                        new Trouble(
                                sound.isTransient() ? Kind.PASSING : Kind.FINAL,
                                sound.reason().words(),
                                detail);
                    case SpeechException speech
                    when speech.kind() == SpeechException.Kind.MODEL_MISSING ->
                        new Trouble(Kind.MISSING, "Waits for a speech model. " + speech.getMessage(), detail);
                    case SpeechException speech ->
                        new Trouble(
                                switch (speech.kind()) {
                                    case MODEL_MISSING, MODEL_DAMAGED -> Kind.MISSING;
                                    case UNAVAILABLE, CANCELLED -> Kind.PASSING;
                                    case REFUSED, QUARANTINED -> Kind.FINAL;
                                },
                                speech.getMessage(),
                                detail);
                    case DamagedSoundException sound ->
                        new Trouble(Kind.FINAL, "A piece of this recording was damaged after it was stored.", detail);
                    case MissingSoundException sound ->
                        new Trouble(Kind.FINAL, "The sound of this recording is no longer there.", detail);
                    case UncheckedIOException disk ->
                        new Trouble(Kind.PASSING, "A file could not be read or written.", detail);
                    case IOException disk -> new Trouble(Kind.PASSING, "A file could not be read or written.", detail);
                    default -> null;
                });
    }

    /** Classes 08 and 57P of SQL states, and the pool's own words, which have none. */
    private static boolean isConnection(SQLException failure) {
        var state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    private static Trouble databaseGone(String detail) {
        return new Trouble(Kind.PASSING, "The database cannot be reached.", detail);
    }

    /** The most final of several. What left no cause behind, such as a database that went away, may pass. */
    static Trouble worst(List<Trouble> troubles) {
        return troubles.stream()
                .max(java.util.Comparator.comparing(Trouble::kind))
                .orElseGet(() -> new Trouble(Kind.PASSING, UNEXPECTED, "no cause was kept"));
    }

    void keepIn(ExecutionContext context) {
        context.putString(KEY + "kind", kind.name());
        context.putString(KEY + "words", words);
        context.putString(KEY + "detail", detail);
    }

    static Optional<Trouble> keptIn(ExecutionContext context) {
        return context.containsKey(KEY + "kind")
                ? Optional.of(new Trouble(
                        Kind.valueOf(context.getString(KEY + "kind")),
                        context.getString(KEY + "words"),
                        context.getString(KEY + "detail")))
                : Optional.empty();
    }

    /** Says at which window or span, by its number, work is; kept when it fails there. */
    static void at(int item, ExecutionContext context) {
        context.putInt(KEY + "item", item);
    }

    /** Work on it went well. */
    static void past(ExecutionContext context) {
        context.remove(KEY + "item");
    }

    static void forget(ExecutionContext context) {
        for (var part : List.of("kind", "words", "detail", "item")) {
            context.remove(KEY + part);
        }
    }

    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && chain.size() < 20; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static String detail(List<Throwable> chain) {
        var cause = chain.getLast();
        var text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
