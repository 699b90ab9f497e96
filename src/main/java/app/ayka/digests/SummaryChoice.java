package app.ayka.digests;

/** Whether the acting user wants summaries by mail; whoever keeps such choices implements it. */
public interface SummaryChoice {

    boolean isWanted();
}
