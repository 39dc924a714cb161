package io.moderato.archive.ui;

import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.archive.store.ArchiveRuns;
import io.moderato.archive.store.ProposedChange;
import io.moderato.archive.store.RunKind;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs over the archive of the main community, and a second admin, written through the stores as the jobs write them. */
public final class SampleArchive {
    /** The second admin; the password is that of the other people of the sample data. */
    public static final String SECOND_ADMIN = "admin2";

    private static final CommunityId MAIN = new CommunityId("main");
    private static final String JOB =
            "{\"model\":\"moderato 3a4b91c2\",\"policyVersion\":4,\"rulesVersion\":17,\"community\":\"main\",\"since\":\"2026-08-01\",\"until\":null}";

    private final ArchiveRuns runs;
    private final Contents contents;
    private final Decisions decisions;
    private final JdbcClient jdbc;
    private int number;

    public SampleArchive(ApplicationContext context) {
        runs = context.getBean(ArchiveRuns.class);
        contents = context.getBean(Contents.class);
        decisions = context.getBean(Decisions.class);
        jdbc = context.getBean(JdbcClient.class);
        context.getBean(Accounts.class).bootstrap(SECOND_ADMIN, "Ines Vogel", "correct horse battery", Role.ADMIN);
    }

    /** A run of each kind, the re-moderation newest. */
    public void fill() {
        UUID statistics = run(RunKind.STATISTICS);
        runs.finish(
                statistics,
                "{\"rows\":81234,\"statistics\":{\"byMonth\":{\"2026-09\":{\"removed\":312,\"automated\":0.93},\"2026-10\":{\"removed\":401,\"automated\":0.91}},\"appeals\":{\"received\":44,\"overturned\":12}}}");
        UUID dataSet = run(RunKind.DATA_SET);
        runs.finish(
                dataSet,
                "{\"dataSet\":{\"rows\":1830,\"duplicates\":21,\"bySource\":{\"REVIEW\":1402,\"APPEAL\":96,\"CLIENT\":332},\"byLabel\":{\"insult\":611,\"threat\":48}}}");
        UUID silent = run(RunKind.BACK_TEST);
        jdbc.sql("UPDATE archive_run SET heard_at = now() - interval '3 hours' WHERE id = ?")
                .param(silent)
                .update();
        UUID backTest = run(RunKind.BACK_TEST);
        runs.finish(backTest, report("""
                ,"knownErrors":{"labelled":500,
                  "past":{"restrictedWrongly":{"count":42,"of":200,"low":0.16,"high":0.27},"approvedWrongly":{"count":9,"of":300,"low":0.016,"high":0.056}},
                  "now":{"restrictedWrongly":{"count":20,"of":200,"low":0.065,"high":0.149},"approvedWrongly":{"count":11,"of":300,"low":0.021,"high":0.065}},
                  "mended":25,"broken":5}"""));
        reModeration();
    }

    /** A finished re-moderation with 26 changes, and returns it. */
    public UUID reModeration() {
        UUID run = run(RunKind.RE_MODERATION);
        List<ProposedChange> changes = new ArrayList<>();
        changes.add(change(
                "Do us all a favour and disappear for good.",
                Outcome.APPROVE,
                null,
                Outcome.REVIEW,
                Category.SELF_HARM));
        changes.add(change(
                "<img src=x onerror=\"document.title='owned'\"> what a clown you are",
                Outcome.APPROVE,
                null,
                Outcome.REJECT,
                Category.INSULT));
        for (int i = 0; i < 18; i++) {
            changes.add(change(
                    "Remark number " + (i + 1)
                            + ": whoever designed this crossing has never walked a step in their life.",
                    Outcome.APPROVE,
                    null,
                    Outcome.REVIEW,
                    i % 2 == 0 ? Category.INSULT : Category.TOXICITY));
        }
        for (int i = 0; i < 6; i++) {
            changes.add(change(
                    "I could murder a pizza right now, or two, or " + (i + 3) + ".",
                    Outcome.REJECT,
                    Category.THREAT,
                    Outcome.APPROVE,
                    null));
        }
        runs.propose(run, changes);
        runs.finish(run, report(""));
        return run;
    }

    /** A run of that kind that has just begun. */
    UUID run(RunKind kind) {
        UUID run = UUID.randomUUID();
        runs.begin(
                run,
                MAIN,
                kind,
                "root@archive-1",
                "file:/srv/archive/" + kind.name().toLowerCase(java.util.Locale.ROOT),
                JOB);
        return run;
    }

    private static String report(String more) {
        return """
                {"rows":12480,"malformed":3,"outcomes":{"APPROVE":11214,"MODIFY":40,"REVIEW":726,"REJECT":500},
                 "unexamined":{"LANGUAGE_NOT_READ":211,"TOO_LONG":14},"seconds":182.3,"coreSeconds":1440.1,"somethingNew":{"a":[1,2]},
                 "compared":{"rows":12460,"flips":{"APPROVE":{"APPROVE":11190,"REVIEW":310,"REJECT":12},"MODIFY":{"MODIFY":40},
                   "REVIEW":{"REVIEW":402,"APPROVE":18,"REJECT":6},"REJECT":{"REJECT":470,"REVIEW":9,"APPROVE":3}},
                   "byCategory":{"insult":{"newly":213,"nolonger":20},"threat":{"newly":4,"nolonger":31}}}%s,"job":%s}""".formatted(more, JOB);
    }

    private ProposedChange change(
            String text, Outcome before, @Nullable Category then, Outcome after, @Nullable Category now) {
        Content content = contents.submit(
                        MAIN,
                        List.of(new NewContent(
                                "archived-" + UUID.randomUUID(),
                                new Author("reader-" + ++number, null),
                                ContentType.COMMENT,
                                text,
                                List.of(),
                                "en",
                                null,
                                null,
                                null)),
                        Duration.ofHours(1))
                .getFirst()
                .content();
        Decision standing = decisions
                .recordAutomatic(List.of(new AutomaticDecision(content, result(before, then))))
                .getFirst();
        return new ProposedChange(content.id(), 1, standing.id(), before, result(after, now));
    }

    private static ModerationResult result(Outcome outcome, @Nullable Category category) {
        return ModerationResult.of(
                outcome,
                0.81,
                List.of(
                        category == null
                                ? new Reason("Passed all moderation checks", null, "Pipeline")
                                : new Reason(
                                        category.key() + " 0.81 is above the threshold", category, "MlClassifier")),
                new Scores(category == null ? Map.of() : Map.of(category, 0.81)),
                new Provenance("MlClassifier", null, List.of(new ModelUse("MlClassifier", "3a4b91c2")), 4, 17L, false));
    }
}
