package io.moderato.webhook.delivery;

import io.moderato.address.Answer;
import io.moderato.address.RefusedAddressException;
import io.moderato.webhook.delivery.CallOutcome.NotTaken;
import io.moderato.webhook.store.FailureCause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says in words why a call was not taken. */
final class Failures {
    private static final int STATUSES_OF_A_CLASS = 100;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int ANSWER_KEPT = 500;
    private static final int LONGEST_WAIT_SECONDS = 24 * 60 * 60;

    private Failures() {}

    /**
     * An answer that is not 2xx.
     *
     * @param keepAnswer whether the beginning of the answer may be kept; that of a receiver that gets texts may repeat them
     */
    static NotTaken answered(Answer answer, Duration took, boolean keepAnswer) {
        int status = answer.status();
        FailureCause cause = cause(status);
        String words = switch (cause) {
            case REDIRECT ->
                "The receiver redirects (%d)%s. Redirects are not followed: subscribe with the address where the receiver is."
                        .formatted(status, target(answer));
            case GONE -> "The receiver answered with 410: it wants no more of this.";
            case REFUSED_BY_RECEIVER -> "The receiver refused the call with %d.".formatted(status);
            default -> "The receiver answered with %d; it has to be 200 to 299.".formatted(status);
        };
        return new NotTaken(cause, words, status, took, keepAnswer ? text(answer.body()) : "", retryAfter(answer));
    }

    private static FailureCause cause(int status) {
        return switch (status / STATUSES_OF_A_CLASS) {
            case 3 -> FailureCause.REDIRECT;
            case 4 -> status == GONE ? FailureCause.GONE : FailureCause.REFUSED_BY_RECEIVER;
            default -> FailureCause.RECEIVER_FAILED;
        };
    }

    private static String target(Answer answer) {
        return answer.header("location")
                .flatMap(Failures::host)
                .map(host -> " to " + host)
                .orElse("");
    }

    private static Optional<String> host(String address) {
        try {
            return Optional.ofNullable(URI.create(address.strip()).getHost());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** RFC 9110, 10.2.3, in seconds; the form with a date is rare and passed over. */
    private static @Nullable Duration retryAfter(Answer answer) {
        if (answer.status() != TOO_MANY && answer.status() != UNAVAILABLE) {
            return null;
        }
        return answer.header("retry-after")
                .filter(seconds -> seconds.strip().matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Math.min(Long.parseLong(seconds.strip()), LONGEST_WAIT_SECONDS)))
                .orElse(null);
    }

    /** The beginning as text, without what a column or a screen cannot show. */
    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
        int end = Math.min(ANSWER_KEPT, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    /** An address that may not be called. */
    static NotTaken refused(RefusedAddressException refused, Duration took) {
        return new NotTaken(FailureCause.REFUSED_ADDRESS, String.valueOf(refused.getMessage()), null, took, "", null);
    }

    /** A call without an answer. */
    static NotTaken withoutAnswer(IOException failed, String host, Duration limit, Duration took) {
        FailureCause cause = cause(failed);
        String words = switch (cause) {
            case TIMEOUT -> "The receiver did not answer within %s.".formatted(seconds(limit));
            case UNKNOWN_HOST -> "Nobody knows a host named %s.".formatted(host);
            case NO_CONNECTION -> "Nobody answers at %s: the connection was refused.".formatted(host);
            case CERTIFICATE -> "The encrypted connection failed: %s.".formatted(certificate(failed, host));
            default -> "The receiver broke the connection off, or its answer is not HTTP.";
        };
        return new NotTaken(cause, words, null, took, "", null);
    }

    private static FailureCause cause(IOException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SocketTimeoutException late -> {
                    return FailureCause.TIMEOUT;
                }
                case UnknownHostException unknown -> {
                    return FailureCause.UNKNOWN_HOST;
                }
                case ConnectException refused -> {
                    return FailureCause.NO_CONNECTION;
                }
                case NoRouteToHostException unreachable -> {
                    return FailureCause.NO_CONNECTION;
                }
                case SSLException untrusted -> {
                    return FailureCause.CERTIFICATE;
                }
                default -> {
                    // the cause is deeper in the chain
                }
            }
        }
        return FailureCause.BROKEN_ANSWER;
    }

    private static String certificate(Throwable failed, String host) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the certificate of %s has expired".formatted(host);
            }
            if (cause instanceof SSLPeerUnverifiedException) {
                return "the certificate that %s shows is one of another host".formatted(host);
            }
            if (cause instanceof java.security.cert.CertPathBuilderException) {
                return "nobody whom this platform trusts has signed the certificate of %s".formatted(host);
            }
        }
        return "%s does not speak TLS as this platform does".formatted(host);
    }

    private static String seconds(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
