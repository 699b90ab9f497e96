package app.ayka.jobs.console.cli;

/** What was named is not in this cluster; the usage is no help, the message says it all. */
final class NotThereException extends RuntimeException {

    NotThereException(String message) {
        super(message);
    }
}
