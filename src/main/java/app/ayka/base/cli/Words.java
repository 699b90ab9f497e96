package app.ayka.base.cli;

/** What is said to the person at the terminal. It goes to standard error: standard output is for data. */
public final class Words {

    private Words() {}

    /** Says one line. */
    public static void say(String line) {
        System.err.println(line);
    }
}
