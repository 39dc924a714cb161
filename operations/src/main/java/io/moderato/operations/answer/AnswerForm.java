package io.moderato.operations.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** How those who call certain addresses are told what failed outside all handlers; a bean for whoever has a form of their own. */
public interface AnswerForm {
    /** Whether callers of that address are told in this form. */
    boolean isFor(String path);

    /**
     * Answers a failed request, unless an answer is on its way already.
     *
     * @param path what was called; the request itself may be on its way to the page of errors
     */
    void write(StatusAnswer answer, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
