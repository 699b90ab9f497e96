package app.ayka.recordings;

/** Sound that is missing: where in the take, how long (0 when nobody can know), and why, in words. */
public record Gap(int take, long startMs, long lengthMs, String cause) {}
