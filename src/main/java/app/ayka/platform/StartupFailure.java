package app.ayka.platform;

import app.ayka.base.cli.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one line why AYKA does not start when a setting is to blame: its name, what was tried, what to do. Anything
 * else is left to Spring Boot's reports, with their stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailure implements SpringBootExceptionReporter {

    @SuppressWarnings("unused") // the constructor that Spring Boot looks for
    StartupFailure(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var line = line(cause);
            if (line != null) {
                Words.say("ayka does not start: " + line.replaceAll("\\s*\\R\\s*", " "));
                return true;
            }
        }
        return false;
    }

    private static @Nullable String line(Throwable cause) {
        return switch (cause) {
            case UnusableSettingException setting -> setting.getMessage();
            case PortInUseException port ->
                "server.port: tried " + port.getPort()
                        + "; another program listens there: stop it, or choose another with --server.port=";
            case BindException bind -> line(bind);
            case RuntimeException other
            when other.getMessage() != null && other.getMessage().startsWith("ayka.") -> other.getMessage();
            default -> null;
        };
    }

    private static @Nullable String line(BindException bind) {
        for (Throwable cause = bind.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableSettingException setting) {
                return setting.getMessage();
            }
        }
        var property = bind.getProperty();
        if (property == null) {
            return null;
        }
        var type = bind.getTarget().getType().resolve();
        return property.getName() + ": tried \"" + property.getValue() + "\"; it has to be " + expected(type)
                + (property.getOrigin() == null ? "" : ", see " + property.getOrigin());
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            java.util.Arrays.stream(type.getEnumConstants())
                                    .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                                    .toList());
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            case "double", "Double" -> "a number";
            case "Duration" -> "a length of time such as 30s or 5m";
            case "DataSize" -> "a size such as 20MB";
            default -> "a " + type.getSimpleName();
        };
    }
}
