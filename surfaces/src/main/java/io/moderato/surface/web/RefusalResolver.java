package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Tells each exception of a call to a surface in the surface's form. The surface is found by the address and not by the controller, because
 * a call with a wrong method or a wrong content type has no controller.
 */
@Component
class RefusalResolver implements HandlerExceptionResolver, Ordered {
    private final Surfaces surfaces;
    private final Refusals refusals;

    RefusalResolver(Surfaces surfaces, Refusals refusals) {
        this.surfaces = surfaces;
        this.refusals = refusals;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (surfaces.of(request).isEmpty()) {
            return null;
        }
        try {
            refusals.write(request, response, failure);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }
}
