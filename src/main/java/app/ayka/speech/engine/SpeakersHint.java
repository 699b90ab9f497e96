package app.ayka.speech.engine;

/**
 * How many people speak, as far as somebody knows.
 *
 * @param least at least 1
 * @param most at least {@code least}
 */
public record SpeakersHint(int least, int most) {

    /** Nobody knows; more than twenty voices are not told apart. */
    public static final SpeakersHint UNKNOWN = new SpeakersHint(1, 20);

    public SpeakersHint {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("not a number of speakers: " + least + " to " + most);
        }
    }

    /**
     * Reads {@code 2}, {@code 2-4} or {@code 2-}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static SpeakersHint of(String text) {
        String[] parts = text.strip().split("-", -1);
        if (parts.length > 2 || !text.strip().matches("\\d+(-\\d*)?")) {
            throw new IllegalArgumentException("not a number of speakers: " + text + "; write 2 or 2-4");
        }
        int least = Integer.parseInt(parts[0]);
        if (parts.length == 1) {
            return new SpeakersHint(least, least);
        }
        return new SpeakersHint(least, parts[1].isEmpty() ? Math.max(least, UNKNOWN.most) : Integer.parseInt(parts[1]));
    }
}
