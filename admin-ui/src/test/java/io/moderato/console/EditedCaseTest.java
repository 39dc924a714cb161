package io.moderato.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.store.Contents;
import io.moderato.content.store.Metadata;
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
import io.moderato.report.store.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What a moderator sees of a text that its author edits, in a real browser. */
class EditedCaseTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String PASSWORD = "correct horse battery";

    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static String url;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0, "moderato.review.undo-period=0s");
        context.getBean(Communities.class).bootstrap(MAIN, "Main community");
        account("moderator", Role.MODERATOR, null);
        account("ada", Role.USER, "ada");
        browser = Browser.start();
        url = ConsoleContext.url(context);
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @Test
    void theCaseGoesOnWithTheNewTextAndADecisionAboutTheOldOneIsRefused() {
        Content content = posted("one", "You are all thieves.");
        context.getBean(Reports.class).file(MAIN, content.id(), null, "bob", Category.INSULT, "It insults us all");
        Page page = moderator();
        page.keyboard().press("n");
        assertThat(page.locator(".posted")).hasText("You are all thieves.");
        assertThat(page.locator(".metadata")).containsText("thread: holiday photos");
        assertThat(page.locator(".metadata")).containsText("sold: false");
        posted("one", "You are all thieves, and you know it!");

        page.keyboard().press("a");
        assertThat(page.locator(".banner")).containsText("Nothing was decided");
        assertThat(page.locator(".posted")).hasText("You are all thieves, and you know it!");
        assertThat(page.locator(".case-header")).containsText("edited, revision 2");
        assertThat(page.locator(".evidence")).containsText("Edited since. Revision 1 was decided");
        assertThat(page.locator(".report").first()).containsText("about revision 1");
        assertThat(page.locator(".report").first()).containsText("You are all thieves.");
        assertThat(context.getBean(Decisions.class).history(content.id())).allMatch(Decision::automatic);

        page.keyboard().press("r");
        assertThat(page.locator(".rule").first()).isVisible();
        page.keyboard().press("4");
        assertThat(page.getByText("All clear").first()).isVisible();
        Decision human = context.getBean(Decisions.class).history(content.id()).getLast();
        assertThat(human.revision()).isEqualTo(2);
        assertThat(human.result().outcome()).isEqualTo(Outcome.REJECT);
        page.context().close();

        theAuthorPostsItAgainAndReadsThatItStaysRemoved();
    }

    private static void theAuthorPostsItAgainAndReadsThatItStaysRemoved() {
        posted("two", "you are ALL thieves ... and you know it");
        Page page = browser.loggedIn(url, "ada", PASSWORD, 1280, 800);
        page.locator(".mine-line", new Page.LocatorOptions().setHasText("thieves ... and you know it"))
                .click();
        assertThat(page.locator(".story h2").first()).hasText("Your post was removed");
        assertThat(page.locator(".statement")).containsText("A person decided about this text before");
        assertThat(page.locator(".statement")).containsText("You can appeal");
        page.context().close();
    }

    private static Page moderator() {
        Page page = browser.loggedIn(url, "moderator", PASSWORD, 1280, 800);
        page.locator(".queue-line").first().waitFor();
        return page;
    }

    private static Content posted(String externalId, String text) {
        NewContent item = new NewContent(
                externalId,
                new Author("ada", "Ada"),
                null,
                text,
                null,
                null,
                null,
                null,
                null,
                new Metadata("{\"thread\": \"holiday photos\", \"sold\": false}", Map.of()),
                null);
        Content content = context.getBean(Contents.class)
                .submit(MAIN, List.of(item), Duration.ofHours(1))
                .getFirst()
                .content();
        ModerationResult passed = ModerationResult.of(
                Outcome.APPROVE,
                0.99,
                List.of(new Reason("Passed all moderation checks", null, "MlClassifier")),
                new Scores(Map.of(Category.INSULT, 0.2)),
                new Provenance("MlClassifier", null, List.of(new ModelUse("MlClassifier", "model")), 1, 1L, false));
        context.getBean(Decisions.class).recordAutomatic(List.of(new AutomaticDecision(content, passed)));
        return content;
    }

    private static void account(String name, Role role, @Nullable String author) {
        Accounts accounts = context.getBean(Accounts.class);
        Account account = accounts.bootstrap(name, name, PASSWORD, role);
        accounts.bootstrapMembership(account.actor().id(), MAIN, author);
    }
}
