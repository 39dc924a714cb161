package io.moderato.access.login;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.time.Duration;
import java.util.Optional;

/** The login page. It does not tell which accounts exist or which are disabled. */
@Route("login")
@PageTitle("Log in · Moderato")
@AnonymousAllowed
public class LoginView extends Div implements BeforeEnterObserver {
    private static final long LONGEST_WAIT_SECONDS = Duration.ofDays(1).toSeconds();

    private final LoginForm form = new LoginForm();

    LoginView() {
        addClassName("login");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(words("That did not match", "Check the user name and the password and try again."));
        Div card = new Div(
                new H1("Moderato"),
                new Paragraph("Review, appeals and administration. Nothing leaves this server."),
                form);
        card.addClassName("login-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        Optional<Long> wait = parameters.getSingleParameter("wait").flatMap(LoginView::seconds);
        if (wait.isPresent()) {
            form.setI18n(
                    words("Too many tries", "Wait " + inWords(wait.get()) + ", then try again. Your account is safe."));
            form.setError(true);
        } else if (parameters.getParameters().containsKey("error")) {
            form.setError(true);
        }
    }

    private static Optional<Long> seconds(String parameter) {
        return parameter.matches("\\d{1,6}")
                ? Optional.of(Math.clamp(Long.parseLong(parameter), 1, LONGEST_WAIT_SECONDS))
                : Optional.empty();
    }

    private static String inWords(long seconds) {
        if (seconds < 100) {
            return seconds == 1 ? "a second" : seconds + " seconds";
        }
        return (seconds + 59) / 60 + " minutes";
    }

    private static LoginI18n words(String title, String message) {
        LoginI18n words = LoginI18n.createDefault();
        words.getForm().setTitle("");
        words.getForm().setUsername("User name");
        words.getForm().setPassword("Password");
        words.getForm().setSubmit("Log in");
        words.getErrorMessage().setTitle(title);
        words.getErrorMessage().setMessage(message);
        return words;
    }
}
