package app.ayka.recordings.capture;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** A request of a device that breaks the protocol or its limits; the message is a sentence for people. */
final class CaptureRefusedException extends RuntimeException {

    private final transient HttpStatus status;
    private final String kind;
    private final transient Map<String, Object> more;

    CaptureRefusedException(HttpStatus status, String kind, String detail, Map<String, Object> more) {
        super(detail);
        this.status = status;
        this.kind = kind;
        this.more = more;
    }

    CaptureRefusedException(HttpStatus status, String kind, String detail) {
        this(status, kind, detail, Map.of());
    }

    /** No such recording, or not for this token: the same answer for both. */
    static CaptureRefusedException notFound() {
        return new CaptureRefusedException(
                HttpStatus.NOT_FOUND, "not-found", "There is no such recording, or this token does not open it.");
    }

    /** The device's token is unknown or was taken back; what the device has stays there until it is connected again. */
    static CaptureRefusedException notConnected() {
        return new CaptureRefusedException(
                HttpStatus.UNAUTHORIZED,
                "not-connected",
                "This device is not connected any more. What it has recorded stays on it; connect it again to send it.");
    }

    /** A value that the protocol does not allow. */
    static CaptureRefusedException invalid(String detail) {
        return new CaptureRefusedException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", detail);
    }

    /** A repeat that says something else than the first time, or a step that came too late. */
    static CaptureRefusedException conflict(String kind, String detail) {
        return new CaptureRefusedException(HttpStatus.CONFLICT, kind, detail);
    }

    /** One of the limits of {@link CaptureSettings}. */
    static CaptureRefusedException tooLarge(String detail) {
        return new CaptureRefusedException(HttpStatus.CONTENT_TOO_LARGE, "too-large", detail);
    }

    HttpStatus status() {
        return status;
    }

    String kind() {
        return kind;
    }

    Map<String, Object> more() {
        return more;
    }
}
