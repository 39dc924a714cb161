package io.moderato.report.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.content.ContentId;
import io.moderato.idempotency.web.WordsOf;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.Refuses;
import io.moderato.report.store.Report;
import io.moderato.report.store.Reports;
import io.moderato.request.Body;
import io.moderato.request.ContentIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users' reports over REST. */
@RestController
@Tag(name = "Reports", description = "Users' notices that content breaks the rules.")
class ReportController {
    private static final Logger log = LoggerFactory.getLogger(ReportController.class);

    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    /** Keeps a report. */
    @Operation(
            operationId = "reportContent",
            summary = "Report a content for a user",
            description =
                    "Opens a review case or makes the open one more urgent; both go on when the content is edited. Each reason that a user gives about a revision is kept, at most 20; the same reason again is answered with the first report.")
    @NeedsScope(Scope.REPORT)
    @Refuses(value = ProblemKey.ERASED, when = "The content was erased.")
    @Refuses(value = ProblemKey.WRONG_STATE, when = "The user has given 20 reasons about this revision already.")
    @PostMapping(
            path = "/api/v1/content/{id}/reports",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ReportView report(@AuthenticationPrincipal ApiKey key, @PathVariable String id, @Body ReportBody wanted) {
        ContentId content = ContentIds.parse(id);
        Report report = reports.file(
                key.community(), content, wanted.revision(), wanted.reporterId(), wanted.category(), wanted.reason());
        log.info("Received report {} about content {}", report.id(), content);
        WordsOf.note(content);
        return ReportView.of(content, report);
    }
}
