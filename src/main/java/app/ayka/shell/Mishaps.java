package app.ayka.shell;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Unforeseen failures of pages: the cause goes to the log, a short reference to the user. */
@Component
class Mishaps {

    private static final Logger log = LoggerFactory.getLogger(Mishaps.class);
    private static final int REFERENCE_LENGTH = 8;

    /** Logs the failure and answers the reference under which it is found, such as {@code 3f9a01bc}. */
    String log(Throwable failure) {
        var reference = UUID.randomUUID().toString().substring(0, REFERENCE_LENGTH);
        log.error("a page failed, reference {}", reference, failure);
        return reference;
    }
}
