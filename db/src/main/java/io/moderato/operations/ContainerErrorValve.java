package io.moderato.operations;

import jakarta.servlet.RequestDispatcher;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers in our words what Tomcat refuses before any filter sees it, such as an address with a broken escape. */
final class ContainerErrorValve extends ErrorReportValve {
    ContainerErrorValve() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            StatusAnswer.of(isWithoutItsBody(request) ? 408 : status).write(request, response);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("The caller is gone", gone);
        }
    }

    /** Tomcat calls it a bad request, and lets nobody answer anything else, when a body ends early or is cut for being slow. */
    private static boolean isWithoutItsBody(Request request) {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        return failure instanceof EOFException || failure instanceof SocketTimeoutException;
    }
}
