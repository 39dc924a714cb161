package io.moderato.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One comment's way through the whole platform, with every part the real one. */
class StoryTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String KEY = "a-key-for-this-test-only";
    private static final String PASSWORD = "a password for this test only";
    private static final String COMMENT = "Only a n.u.m.p.t.y like you would park there. <b>Read the signs!</b>";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private Platform platform;
    private ApiCaller service;
    private Browser browser;

    @BeforeEach
    void startThePlatform() {
        platform = Platform.start(folder, 0, Map.of(), step -> {});
        account("moderator", Role.MODERATOR, null);
        account("moderator2", Role.MODERATOR, null);
        account("ada", Role.USER, "author-ada");
        platform.part(ApiKeys.class).bootstrap(MAIN, "forum", Scope.ofServices(), 1000, KEY);
        platform.part(Blocklists.class)
                .bootstrap(
                        MAIN,
                        "Doubtful words",
                        RuleKind.KEYWORD,
                        Category.INSULT,
                        RuleAction.REVIEW,
                        List.of("numpty"));
        service = new ApiCaller(platform.url(), KEY);
        browser = new Browser(platform.url());
        // the state is waited for, however busy the machine is
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    @AfterEach
    void stop() {
        browser.close();
        platform.close();
    }

    @Test
    void aCommentIsDoubtedRejectedAppealedAndRestored() throws Exception {
        String id = aServicePosts(COMMENT);
        JsonNode doubted = service.waitUntilDecided(id, PATIENCE);
        assertThat(outcome(doubted)).isEqualTo("REVIEW");
        assertThat(doubted.path("decision").path("provenance").path("stage").asString())
                .isEqualTo("KeywordFilter");

        aModeratorRejectsItAsAnInsult();
        theServiceHearsOfItOnlyWhenItIsFinal(id, "REVIEW", "REJECT");

        Page author = theAuthorReadsWhyAndAppeals();
        theFirstModeratorIsNotOfferedTheAppeal();
        anotherModeratorOverturnsIt();
        theServiceHearsOfItOnlyWhenItIsFinal(id, "REJECT", "APPROVE");
        theAuthorReadsTheAnswer(author);

        JsonNode restored = service.get("/api/v1/content/" + id);
        assertThat(outcome(restored)).isEqualTo("APPROVE");
        assertThat(restored.path("appeals").path(0).path("state").asString()).isEqualTo("OVERTURNED");
        assertThat(outcomesInTheFeed()).containsExactly("REVIEW", "REJECT", "APPROVE");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void theModelDecidesWhatNoRuleKnows() throws Exception {
        JsonNode kind = service.waitUntilDecided(aServicePosts("Thanks, that was a really helpful answer."), PATIENCE);
        assertThat(outcome(kind)).isEqualTo("APPROVE");
        JsonNode hostile = service.waitUntilDecided(
                aServicePosts("Shut up, you pathetic fucking idiot. Nobody wants you here, you piece of shit."),
                PATIENCE);

        assertThat(outcome(hostile)).isIn("REJECT", "REVIEW");
        assertThat(hostile.path("decision").path("provenance").path("stage").asString())
                .isEqualTo("MlClassifier");
        assertThat(hostile.path("decision")
                        .path("provenance")
                        .path("models")
                        .path(0)
                        .path("version")
                        .asString())
                .isNotBlank();
        assertThat(toxicity(hostile)).isGreaterThan(toxicity(kind));
    }

    private String aServicePosts(String text) throws Exception {
        var body = JSON.createObjectNode();
        body.put("externalId", "c-" + text.hashCode());
        body.putObject("author").put("id", "author-ada").put("name", "Ada");
        body.put("type", "comment");
        body.put("text", text);
        body.putObject("context").put("parentText", "Somebody parked on the pavement again.");
        return service.post("/api/v1/content", body).path("id").asString();
    }

    private void aModeratorRejectsItAsAnInsult() {
        Page page = browser.logIn("moderator", PASSWORD);
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("Queue.*1 waiting.*"));
        page.keyboard().press("n");
        // as posted, not as markup, with the disguised word marked
        assertThat(page.locator(".posted").first()).containsText("<b>Read the signs!</b>");
        assertThat(page.locator(".mark").first()).containsText("n.u.m.p.t.y");
        browser.look(page, "case");
        page.keyboard().press("r");
        assertThat(page.locator(".rule").first()).isVisible();
        browser.look(page, "reject");
        page.keyboard().press("4");
        assertThat(page.getByText("All clear").first()).isVisible();
        browser.look(page, "queue-empty");
        page.context().close();
    }

    /** The decision can be taken back for a while. Whoever asks meanwhile gets what stood before it, and nothing else. */
    private void theServiceHearsOfItOnlyWhenItIsFinal(String id, String before, String after) {
        await().atMost(PATIENCE).until(() -> {
            String now = outcome(service.get("/api/v1/content/" + id));
            assertThat(now).isIn(before, after);
            return now.equals(after);
        });
    }

    private Page theAuthorReadsWhyAndAppeals() {
        Page page = browser.logIn("ada", PASSWORD);
        page.getByText("Removed").first().click();
        assertThat(page.getByText("Your post was removed")).isVisible();
        assertThat(page.getByText("Insults").first()).isVisible();
        browser.look(page, "statement-of-reasons");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Appeal").setExact(true))
                .click();
        page.getByLabel("Why is the decision wrong?").fill("My neighbour and I call each other that. Ask him!");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send the appeal"))
                .click();
        assertThat(page.getByText("Your appeal was received")).isVisible();
        browser.look(page, "appeal-received");
        return page;
    }

    private void theFirstModeratorIsNotOfferedTheAppeal() {
        Page page = browser.logIn("moderator", PASSWORD);
        page.navigate(platform.url() + "/appeals");
        assertThat(page.getByText("My neighbour and I")).hasCount(0);
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("Appeals.*"));
        page.context().close();
    }

    private void anotherModeratorOverturnsIt() {
        Page page = browser.logIn("moderator2", PASSWORD);
        page.navigate(platform.url() + "/appeals");
        page.getByText("Only a n.u.m.p.t.y").first().waitFor();
        page.keyboard().press("n");
        assertThat(page.getByText("My neighbour and I call each other that.").first())
                .isVisible();
        assertThat(page.getByText("moderator", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        browser.look(page, "appeal");
        page.keyboard().press("o");
        assertThat(page.getByLabel("Your answer to the author")).isVisible();
        page.getByLabel("Your answer to the author").fill("You were right, it was banter between friends.");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("Only a n.u.m.p.t.y")).hasCount(0);
        page.context().close();
    }

    private void theAuthorReadsTheAnswer(Page page) {
        page.navigate(platform.url() + "/my-content");
        page.getByText("Only a n.u.m.p.t.y").first().click();
        assertThat(page.getByText("You were right, it was banter between friends."))
                .isVisible();
        browser.look(page, "appeal-answered");
        page.context().close();
    }

    private List<String> outcomesInTheFeed() throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (JsonNode decision : service.get("/api/v1/decisions?limit=100").path("decisions")) {
            outcomes.add(decision.path("outcome").asString());
        }
        return outcomes;
    }

    private static String outcome(JsonNode content) {
        return content.path("decision").path("outcome").asString();
    }

    private static double toxicity(JsonNode content) {
        return content.path("decision").path("scores").path("toxicity").asDouble();
    }

    private void account(String name, Role role, @Nullable String author) {
        Accounts accounts = platform.part(Accounts.class);
        Account account = accounts.bootstrap(name, name, PASSWORD, role);
        accounts.bootstrapMembership(account.actor().id(), MAIN, author);
    }
}
