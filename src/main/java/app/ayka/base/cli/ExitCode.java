package app.ayka.base.cli;

/** How a command ended; the numbers are a contract with scripts. */
public enum ExitCode {
    DONE(0),
    INTERNAL_ERROR(1),
    WRONG_USAGE(2),
    /** Some inputs could not be processed; the others were. The reasons are on standard error, one line per file. */
    SOME_INPUTS_FAILED(3),
    /** A model that is needed is missing; standard error says which and how to get it. */
    MODEL_MISSING(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
