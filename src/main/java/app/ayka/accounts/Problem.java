package app.ayka.accounts;

import java.io.Serializable;
import java.util.List;

/**
 * What is wrong with one field of a form.
 *
 * @param field the record component that it belongs to
 * @param key the message to show
 * @param args its parameters
 */
public record Problem(String field, String key, List<Serializable> args) implements Serializable {

    static Problem of(String field, String key, Serializable... args) {
        return new Problem(field, key, List.of(args));
    }
}
