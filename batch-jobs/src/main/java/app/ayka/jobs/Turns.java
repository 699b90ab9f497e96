package app.ayka.jobs;

/**
 * The order of the queues (ADR 0012). A row's number is its administrator's priority first, its turn second; higher numbers
 * go first. Turns are weighted fair queueing: a turn is its cost after the owner's last one of the same sort, and never
 * before the turn that started last. What somebody waits for costs 1, bulk costs {@link #BULK}: so a fresh recording comes
 * before anybody's bulk, and bulk comes after so many fresh ones at the latest.
 */
final class Turns {

    /** What one part or recording of a bulk counts for. */
    static final int BULK = 10;

    /** So many recordings of an owner may wait before further ones are bulk; those from a microphone never are. */
    static final int FRESH = 3;

    /** Turns between two priorities. */
    static final int LEVEL = 100_000_000;

    static final int HIGHEST = 9;

    private Turns() {}

    static int number(int priority, long turn) {
        return (int) (priority * (long) LEVEL - Math.min(turn, LEVEL - 1));
    }
}
