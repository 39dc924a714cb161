package io.moderato.console;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** The page for an address without a screen, or with a screen that the reader may not see. It does not tell which of the two. */
@ParentLayout(ConsoleLayout.class)
@AnonymousAllowed
public class NotHereView extends Screen implements HasErrorParameter<NotFoundException> {
    NotHereView() {
        super("Nothing here");
        add(Looks.empty(
                "There is no such page", "Or it is not for your account. The navigation shows what you can open."));
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
