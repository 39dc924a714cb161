package io.moderato.access.login;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts the sessions, which the login page begins and which end by themselves. */
@Component
class OpenSessions implements HttpSessionListener {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;

    OpenSessions(LoginProperties properties) {
        this.most = properties.sessions();
    }

    /** Whether one more session may begin. */
    boolean hasRoom() {
        return open.get() < most;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        open.incrementAndGet();
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        open.decrementAndGet();
    }
}
