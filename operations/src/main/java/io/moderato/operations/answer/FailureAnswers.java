package io.moderato.operations.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Answers requests that failed outside all handlers: in the form of the part that owns the address, else in the common form. */
@Component
public class FailureAnswers {
    private final ObjectProvider<AnswerForm> forms;

    // the forms are looked up late: the valves that use this class are made before most beans
    FailureAnswers(ObjectProvider<AnswerForm> forms) {
        this.forms = forms;
    }

    /** Answers a request in the form for the request's own address. */
    public void write(StatusAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        write(answer, request.getRequestURI(), request, response);
    }

    void write(StatusAnswer answer, @Nullable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<AnswerForm> form = path == null
                ? Optional.empty()
                : forms.orderedStream().filter(each -> each.isFor(path)).findFirst();
        if (path != null && form.isPresent()) {
            form.get().write(answer, path, request, response);
        } else {
            answer.write(request, path, response);
        }
    }
}
