package io.moderato.problem.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem what Tomcat refuses before any filter sees it, such as an address with a broken escape. */
final class ContainerProblemValve extends ErrorReportValve {
    private final JsonMapper json;

    ContainerProblemValve(JsonMapper json) {
        this.json = json;
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        String address = request.getRequestURI();
        int status = response.getStatus();
        if (status < 400 || address == null || !address.startsWith("/api/")) {
            super.report(request, response, failure);
            return;
        }
        if (response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(json.writeValueAsString(Problems.ofStatus(status)));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("The caller is gone", gone);
        }
    }
}
