package app.ayka.digests;

import jakarta.mail.MessagingException;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;

/**
 * Why an SMTP dialogue failed, in words, and whether trying again may help (RFC 5321 §4.2.1: 4xx transient, 5xx
 * permanent). A refused login is counted as transient: an operator mends it for all mails at once.
 */
record SmtpFailure(boolean permanent, String reason) {

    private static final int MAX_ANSWER = 200;

    static SmtpFailure of(MailException failure, MailWords words) {
        if (failure instanceof MailAuthenticationException) {
            return new SmtpFailure(false, words.of("failure.login"));
        }
        if (failure instanceof MailParseException) {
            return new SmtpFailure(true, words.of("failure.unusable"));
        }
        return causes(failure)
                .map(cause -> answered(cause, words))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> new SmtpFailure(false, words.of("failure.broken")));
    }

    /** Whether only the good-bye failed: by then the server had taken the message. */
    static boolean afterAcceptance(MailException failure) {
        return failure instanceof MailSendException send
                && send.getFailedMessages().isEmpty();
    }

    private static @Nullable SmtpFailure answered(Throwable cause, MailWords words) {
        return switch (cause) {
            case SMTPAddressFailedException e ->
                answer(e.getReturnCode(), e, words, words.of("failure.address", e.getAddress(), said(e)));
            case SMTPSenderFailedException e ->
                answer(e.getReturnCode(), e, words, words.of("failure.refused", said(e)));
            case SMTPSendFailedException e
            when e.getReturnCode() >= 400 -> answer(e.getReturnCode(), e, words, words.of("failure.refused", said(e)));
            case MailConnectException e -> new SmtpFailure(false, words.of("failure.unreachable"));
            default -> null;
        };
    }

    private static SmtpFailure answer(int code, Exception failure, MailWords words, String refusal) {
        return code >= 500
                ? new SmtpFailure(true, refusal)
                : new SmtpFailure(false, words.of("failure.later", said(failure)));
    }

    private static String said(Exception failure) {
        return SpokenText.line(String.valueOf(failure.getMessage()), MAX_ANSWER);
    }

    /** All exceptions below, the most telling (an address that was refused) before what wraps it. */
    private static Stream<Throwable> causes(Throwable failure) {
        var below = switch (failure) {
            case MailSendException send -> Stream.of(send.getMessageExceptions());
            case MessagingException messaging -> Stream.ofNullable(messaging.getNextException());
            default -> Stream.ofNullable(failure.getCause());
        };
        return Stream.concat(below.flatMap(SmtpFailure::causes), Stream.of(failure));
    }
}
