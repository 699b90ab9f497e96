package app.ayka.security;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes an argument of any type that a service takes; every id in it is one of the victim's. */
final class SomeValue {

    private final OwnedRows victim;

    SomeValue(OwnedRows victim) {
        this.victim = victim;
    }

    /** Whether a value of the type says whose it is. */
    static boolean isId(Class<?> type) {
        return type == UUID.class
                || type.isRecord()
                        && type.getName().startsWith("app.ayka.")
                        && type.getRecordComponents().length == 1
                        && type.getRecordComponents()[0].getType() == UUID.class;
    }

    static boolean holdsId(Class<?> type) {
        return isId(type)
                || type.isRecord()
                        && type.getName().startsWith("app.ayka.")
                        && Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> holdsId(component.getType()));
    }

    /** As {@link #of(Class, String)}; a collection has one element. */
    @Nullable
    Object of(Type type, String name) {
        if (type instanceof Class<?> plain) {
            return of(plain, name);
        }
        var parameterized = (ParameterizedType) type;
        var raw = (Class<?>) parameterized.getRawType();
        if (Collection.class.isAssignableFrom(raw)
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> element) {
            return raw == Set.class ? Set.of(some(element, name)) : List.of(some(element, name));
        }
        return of(raw, name);
    }

    private Object some(Class<?> type, String name) {
        return java.util.Objects.requireNonNull(of(type, name));
    }

    @Nullable
    private Object of(Class<?> type, String name) {
        if (type == UUID.class) {
            return victim.id(name.replaceAll("Id$", "").toLowerCase(Locale.ROOT));
        }
        if (type.getSimpleName().equals("UserId")) {
            return victim.owner();
        }
        if (isId(type)) {
            return make(
                    type, victim.id(type.getSimpleName().replaceAll("Id$", "").toLowerCase(Locale.ROOT)));
        }
        if (type.isRecord()) {
            return make(
                    type,
                    Arrays.stream(type.getRecordComponents())
                            .map(component -> of(component.getGenericType(), component.getName()))
                            .toArray());
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isSealed() && type.getName().startsWith("app.ayka.")) {
            return of(type.getPermittedSubclasses()[0], name);
        }
        return type == String.class ? text(name) : name.equals("version") ? Integer.valueOf(0) : plain(type);
    }

    /** What is valid under that name; else a letter that is in every text of the victim's. */
    private String text(String name) {
        return switch (name) {
            case "series" -> "series-" + victim.mark();
            case "endpoint" -> "at-" + victim.mark();
            case "email" -> "somebody@example.org";
            case "phone" -> "+49 30 123456";
            case "homeCountry" -> "DE";
            case "languages", "language" -> "de";
            case "engine" -> "none";
            case "sha256" -> "0".repeat(64);
            default -> "e";
        };
    }

    private static Object plain(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return 1;
        }
        if (type == long.class || type == Long.class) {
            return 1L;
        }
        if (type == double.class || type == Double.class) {
            return 1.0;
        }
        if (type == float.class || type == Float.class) {
            return 1f;
        }
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        if (type == Duration.class) {
            return Duration.ofMinutes(1);
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == LocalDate.class) {
            return LocalDate.EPOCH;
        }
        if (type == ZoneId.class) {
            return ZoneOffset.UTC;
        }
        if (type == Path.class) {
            return Path.of("/nonexistent/sound");
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return List.of();
        }
        if (type == byte[].class) {
            return new byte[] {1};
        }
        if (type == float[].class) {
            return new float[16];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        }
        throw new AssertionError("teach this test a value of " + type.getName());
    }

    private static Object make(Class<?> type, @Nullable Object... arguments) {
        try {
            var constructor = type.getDeclaredConstructors()[0];
            for (var candidate : type.getDeclaredConstructors()) {
                if (candidate.getParameterCount() == arguments.length) {
                    constructor = candidate;
                }
            }
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError("teach this test a valid " + type.getName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.getName(), e);
        }
    }
}
