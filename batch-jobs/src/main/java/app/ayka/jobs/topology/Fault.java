package app.ayka.jobs.topology;

/** What happens to a cluster every few seconds. */
public enum Fault {
    /** {@code kill -9} of a node; another is started in its place. */
    KILL,
    /** A node stands still for longer than its leases are good, then goes on as if nothing had been. */
    SUSPEND,
    /** The database ends connections, of one node or of all. */
    DATABASE,
    /** Connections to the object store are refused or break in the middle. */
    STORAGE_FAILS,
    /** The object store takes connections and says nothing. */
    STORAGE_STALLS,
    /** A node is replaced by one whose clock is off by minutes. */
    CLOCK
}
