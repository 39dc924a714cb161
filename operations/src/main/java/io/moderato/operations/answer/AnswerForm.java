package io.moderato.operations.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The form of answers to failures outside all handlers, for certain addresses. A part with a form of its own makes it a bean. */
public interface AnswerForm {
    /** Whether callers of that address get their answer in this form. */
    boolean isFor(String path);

    /**
     * Answers a failed request, unless an answer is on its way already.
     *
     * @param path the address that was called; the request itself may have been forwarded to the error page
     */
    void write(StatusAnswer answer, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
