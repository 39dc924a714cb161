package io.moderato.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.content.Author;
import io.moderato.content.ContentType;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.decision.Category;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.embedded.Statements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What a page asks the database does not grow with what it shows. */
class PageStatementsTest {
    private static final Statements STATEMENTS = new Statements();
    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static String url;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0, STATEMENTS);
        new SampleData(context).fill();
        url = ConsoleContext.url(context);
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @Test
    void showsFiftyContentsWithThreeStatements() {
        author("prolific", 50);
        try (Page page = browser.loggedIn(url, "prolific", SampleData.PASSWORD, 1280, 800)) {
            assertThat(page.locator(".mine-line")).hasCount(50);
            STATEMENTS.forget();
            page.reload();
            assertThat(page.locator(".mine-line")).hasCount(50);
            assertThat(STATEMENTS.by(PageStatementsTest::servesRequests).stream()
                            .filter(sql -> !sql.contains("FROM account") && !sql.contains("FROM membership")))
                    .hasSize(3);
        }
    }

    @Test
    void showsTheQueueWithAsManyStatementsHoweverLongItIs() {
        try (Page page = browser.loggedIn(url, "moderator", SampleData.PASSWORD, 1280, 800)) {
            assertThat(page.locator(".queue-line").first()).isVisible();
            int few = afterReload(page);
            author("troublesome", 60, Outcome.REVIEW);
            assertThat(afterReload(page)).isLessThanOrEqualTo(few);
        }
    }

    private static int afterReload(Page page) {
        STATEMENTS.forget();
        page.reload();
        assertThat(page.locator(".queue-line").first()).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return STATEMENTS.by(PageStatementsTest::servesRequests).size();
    }

    private static boolean servesRequests(String thread) {
        return thread.contains("-exec-");
    }

    private static ModerationResult result(Outcome outcome) {
        return ModerationResult.of(
                outcome,
                0.6,
                List.of(new Reason("Looks like an insult", Category.INSULT, "MlClassifier")),
                new Scores(Map.of(Category.INSULT, 0.6)),
                new Provenance("MlClassifier", null, List.of(), 1, 1L, false));
    }

    private static void author(String name, int posts) {
        author(name, posts, Outcome.APPROVE);
    }

    private static void author(String name, int posts, Outcome outcome) {
        Accounts accounts = context.getBean(Accounts.class);
        Account account = accounts.bootstrap(name, name, SampleData.PASSWORD, Role.USER);
        accounts.bootstrapMembership(account.actor().id(), SampleData.MAIN, name);
        List<NewContent> items = IntStream.range(0, posts)
                .mapToObj(i -> new NewContent(
                        name + "-" + i,
                        new Author(name, null),
                        ContentType.COMMENT,
                        "Words number " + i,
                        List.of(),
                        null,
                        null,
                        null,
                        null))
                .toList();
        List<AutomaticDecision> decided =
                context.getBean(Contents.class).submit(SampleData.MAIN, items, Duration.ofMinutes(1)).stream()
                        .map(Submission::content)
                        .map(content -> new AutomaticDecision(content, result(outcome)))
                        .toList();
        context.getBean(Decisions.class).recordAutomatic(decided);
    }
}
