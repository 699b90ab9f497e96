package app.ayka.recordings.capture;

/** Whether the people present agreed to be recorded, and who, in the user's words (names separated by commas). */
public record ConsentNote(boolean agreed, String people) {

    public static final ConsentNote NONE = new ConsentNote(false, "");
}
