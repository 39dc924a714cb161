package io.moderato.surface.web;

import io.moderato.operations.answer.AnswerForm;
import io.moderato.operations.answer.StatusAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Tells, in the surface's form, about requests that the container refuses before any filter sees them. */
@Component
class ContainerRefusals implements AnswerForm {
    private final Surfaces surfaces;
    private final Refusals refusals;

    ContainerRefusals(Surfaces surfaces, Refusals refusals) {
        this.surfaces = surfaces;
        this.refusals = refusals;
    }

    @Override
    public boolean isFor(String path) {
        return surfaces.of(path).isPresent();
    }

    @Override
    public void write(StatusAnswer answer, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refusals.write(surfaces.of(path).orElseThrow(), answer, request, response);
    }
}
