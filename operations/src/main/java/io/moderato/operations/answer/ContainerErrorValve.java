package io.moderato.operations.answer;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Gives our own answer to requests that Tomcat refuses before any filter sees them, such as one with a broken escape in its address. */
final class ContainerErrorValve extends ErrorReportValve {
    private final FailureAnswers answers;

    ContainerErrorValve(FailureAnswers answers) {
        this.answers = answers;
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
            answers.write(StatusAnswer.ofFailed(request, status), request, response);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("The caller is gone", gone);
        }
    }
}
