package io.moderato.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.server.ErrorEvent;
import io.moderato.problem.ProblemException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

/** Short messages at the edge of the screen. */
public final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int SHORT_MILLIS = 4000;
    private static final int LONG_MILLIS = 12_000;

    private Notices() {}

    /** Says that something was done. */
    public static void done(String message) {
        Notification notice = Notification.show(message, SHORT_MILLIS, Notification.Position.BOTTOM_START, false);
        notice.addThemeVariants(NotificationVariant.SUCCESS);
    }

    /** Says what did not work. The message stays long enough to be read, or until it is closed. */
    public static void problem(String message) {
        show(message, LONG_MILLIS);
    }

    /** Says what happened while the reader may have looked elsewhere. The message stays until it is closed. */
    public static void untilClosed(String message) {
        show(message, 0);
    }

    private static void show(String message, int millis) {
        Notification notice = new Notification();
        Span text = new Span(message);
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> notice.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel("Close");
        Div line = new Div(text, close);
        line.addClassName("notice");
        notice.add(line);
        notice.addThemeVariants(NotificationVariant.ERROR);
        notice.setPosition(Notification.Position.BOTTOM_START);
        notice.setDuration(millis);
        notice.setAssertive(true);
        notice.open();
    }

    /** Does the act and returns true; or shows the problem in its own words and returns false. */
    public static boolean attempt(Runnable act) {
        try {
            act.run();
            return true;
        } catch (RuntimeException failed) {
            problem(inWords(failed));
            return false;
        }
    }

    /** Tells about a failure that no screen caught. */
    static void failure(ErrorEvent event) {
        if (event.getThrowable() instanceof IOException) {
            // the browser has left, so there is nobody to tell
            LOG.debug("A browser left before its answer was written");
            return;
        }
        String message = inWords(event.getThrowable());
        if (UI.getCurrent() != null) {
            problem(message);
        }
    }

    /** A failure in words for the reader: what happened, what is safe, and what to do. */
    public static String inWords(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProblemException problem -> {
                    return String.valueOf(problem.getMessage());
                }
                case AccessDeniedException denied -> {
                    return "Your account may not do that. Nothing was changed; ask an admin if you need this.";
                }
                case DataAccessException database -> {
                    LOG.error(
                            "The database did not answer: {}", cause.getClass().getSimpleName());
                    return "The database does not answer. Nothing was changed and nothing is lost; try again in a moment.";
                }
                default -> {
                    // the cause is deeper in the chain
                }
            }
        }
        LOG.error("An act in the console failed", failure);
        return "Something went wrong on our side. Nothing was changed; try again, and tell an admin if it happens again.";
    }
}
