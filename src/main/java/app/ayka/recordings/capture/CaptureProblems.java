package app.ayka.recordings.capture;

import app.ayka.base.storage.ObjectStoreException;
import java.net.URI;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns what goes wrong in the capture API into problem details (RFC 9457) with a sentence for people. */
@RestControllerAdvice(basePackageClasses = CaptureProblems.class)
class CaptureProblems {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureProblems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(CaptureRefusedException refusal) {
        var problem = problem(refusal.status(), refusal.kind(), Objects.toString(refusal.getMessage()));
        refusal.more().forEach(problem::setProperty);
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException failure) {
        return answer(problem(
                HttpStatus.BAD_REQUEST,
                "unreadable",
                "The request is not the JSON that this address takes; docs/capture-protocol.md says what is."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException failure) {
        return answer(problem(
                HttpStatus.BAD_REQUEST, "unreadable", "The address has no valid \"" + failure.getName() + "\"."));
    }

    @ExceptionHandler({
        ObjectStoreException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ProblemDetail> away(RuntimeException failure) {
        LOG.warn("capture request could not be carried out; the device tries again", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "The server cannot store sound right now; try again in a few seconds."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(Exception failure) throws Exception {
        if (failure instanceof ErrorResponse response) { // wrong method, wrong media type: Spring's own words do
            return answer(response.getBody());
        }
        LOG.error("capture request failed", failure);
        return answer(problem(
                HttpStatus.INTERNAL_SERVER_ERROR, "failed", "Something went wrong on the server; try again later."));
    }

    private static ProblemDetail problem(HttpStatus status, String kind, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:ayka:capture:" + kind));
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
