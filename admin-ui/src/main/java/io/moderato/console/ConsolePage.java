package io.moderato.console;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import io.moderato.access.login.ConsoleSecurity;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/** Prepares each page and session: loads our script before the first paint, sets a nonce for inline scripts, tells errors in words, and bounds pages. */
@Component
class ConsolePage implements VaadinServiceInitListener {
    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::prepare);
        event.getSource().addUIInitListener(opened -> OpenPages.bound(opened.getUI()));
        event.getSource().addSessionInitListener(session -> session.getSession().setErrorHandler(Notices::failure));
    }

    private void prepare(IndexHtmlResponse page) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        Element head = page.getDocument().head();
        Element script = new Element("script").attr("src", "console/console.js");
        Element base = head.selectFirst("base");
        if (base == null) {
            head.prependChild(script);
        } else {
            base.after(script);
        }
        page.getDocument().select("script").forEach(each -> each.attr("nonce", nonce));
        page.getDocument().select("html").attr("lang", "en");
        page.getVaadinResponse().setHeader("X-Frame-Options", "DENY");
        page.getVaadinResponse()
                .setHeader(
                        "Content-Security-Policy",
                        ConsoleSecurity.CONTENT_SECURITY_POLICY.formatted(" 'nonce-" + nonce + "'"));
    }
}
