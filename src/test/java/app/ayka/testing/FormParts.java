package app.ayka.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A form with files as RFC 7578 has it, read as strictly as the servers do that AYKA talks to. */
record FormParts(List<Part> parts) {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition: form-data; name=\"([^\"]+)\"(.*)");

    record Part(String name, boolean file, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** @throws IllegalArgumentException when it is no such form */
    static FormParts of(String contentType, byte[] body) {
        var type = BOUNDARY.matcher(contentType);
        if (!type.matches()) {
            throw new IllegalArgumentException("no multipart form: " + contentType);
        }
        var text = new String(body, StandardCharsets.ISO_8859_1);
        var line = "--" + type.group(1);
        var parts = new ArrayList<Part>();
        var at = text.startsWith(line + "\r\n") ? line.length() + 2 : -1;
        while (at >= 0) {
            var head = text.indexOf("\r\n\r\n", at);
            var end = head < 0 ? -1 : text.indexOf("\r\n" + line, head);
            if (end < 0) {
                throw new IllegalArgumentException("the form breaks off");
            }
            parts.add(part(text.substring(at, head), java.util.Arrays.copyOfRange(body, head + 4, end)));
            var next = end + 2 + line.length();
            if (text.startsWith("--\r\n", next)) {
                return new FormParts(parts);
            }
            at = text.startsWith("\r\n", next) ? next + 2 : -1;
        }
        throw new IllegalArgumentException("the form has no end");
    }

    private static Part part(String head, byte[] body) {
        var name = NAME.matcher(head.lines().findFirst().orElse(""));
        if (!name.matches()) {
            throw new IllegalArgumentException("a part without a name");
        }
        return new Part(name.group(1), name.group(2).contains("filename="), body);
    }

    Optional<String> field(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && !part.file())
                .map(Part::text)
                .findFirst();
    }

    List<String> fields(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && !part.file())
                .map(Part::text)
                .toList();
    }

    Optional<byte[]> file(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && part.file())
                .map(Part::body)
                .findFirst();
    }
}
