package app.ayka.platform;

/** A setting names something that cannot be used. The message is the one line that an operator needs. */
public final class UnusableSettingException extends RuntimeException {

    UnusableSettingException(String setting, String tried, String advice, Throwable cause) {
        super(setting + ": tried " + tried + "; " + advice, cause);
    }
}
