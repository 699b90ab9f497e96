package app.ayka.platform;

import org.jspecify.annotations.Nullable;

/** A setting names something that cannot be used. The message is the one line that an operator needs. */
public final class UnusableSettingException extends RuntimeException {

    UnusableSettingException(String setting, String tried, String advice) {
        this(setting, tried, advice, null);
    }

    UnusableSettingException(String setting, String tried, String advice, @Nullable Throwable cause) {
        super(setting + ": tried " + tried + "; " + advice, cause);
    }
}
