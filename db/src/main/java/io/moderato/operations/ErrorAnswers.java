package io.moderato.operations;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.multipart.MultipartException;

/** Answers what failed outside the controllers, and whoever asks for the address of errors itself: there is nothing. */
@Controller
class ErrorAnswers implements ErrorController {
    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        StatusAnswer.of(status(request))
                .write(request, path instanceof String failed ? failed : request.getRequestURI(), response);
    }

    private static int status(HttpServletRequest request) {
        // a form with files that is none is the sender's fault, though it fails as if it were ours
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof MultipartException) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
    }
}
