package app.ayka.leads;

/** What became of a lead. */
public enum LeadState {
    /** Found, nobody has decided yet. */
    NEW,
    /** Somebody wants it. */
    KEPT,
    /** Somebody does not want it; further runs do not bring it back. */
    DISMISSED,
    /** A later run no longer finds it, and nobody had touched it. */
    GONE
}
