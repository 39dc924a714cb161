package io.moderato.suggestion.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.moderato.access.store.ApiKeys;
import io.moderato.community.CommunityId;
import io.moderato.console.Browser;
import io.moderato.console.ConsoleContext;
import io.moderato.console.SampleData;
import io.moderato.decision.Category;
import io.moderato.suggestion.store.NewSuggestion;
import io.moderato.suggestion.store.ReceivedSuggestions;
import io.moderato.suggestion.store.SuggestedScore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Moderators read suggestions in a real browser, with the keyboard alone. */
class SuggestionsScreenTest {
    private static final String XSS = "<img src=x onerror=\"document.title='owned'\"> you clown";

    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static String url;
    private Page page;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0);
        new SampleData(context).fill();
        browser = Browser.start();
        url = ConsoleContext.url(context);
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @BeforeEach
    void forgetOthers() {
        jdbc().sql("DELETE FROM suggestion").update();
    }

    @AfterEach
    void closePage() {
        if (page != null) {
            page.context().close();
        }
    }

    @Test
    void acceptsAndRefusesWithTheKeyboardAndShowsTheNextAtOnce() {
        suggest(XSS, "1", new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.31));
        suggest("A second text", "2", new SuggestedScore("TOXICITY", Category.TOXICITY, 1, null));
        suggest(
                "A third text",
                "3",
                new SuggestedScore("TOXICITY", Category.TOXICITY, 0, 0.7),
                new SuggestedScore("THREAT", Category.THREAT, 0, 0.8));
        open("moderator", SampleData.PASSWORD);

        assertThat(page.locator(".rest")).hasText("3 waiting");
        assertThat(page.locator(".posted")).hasText(XSS);
        assertThat(page.locator(".suggested-score")).containsText("client");
        assertThat(page.locator(".evidence")).containsText("nothing decided");
        page.keyboard().press("a");
        assertThat(page.locator(".posted")).hasText("A second text");
        assertThat(page.locator(".evidence")).containsText("1 of 1 accepted");
        assertThat(page.locator(".suggested-score")).containsText("unknown");
        page.keyboard().press("r");
        assertThat(page.locator(".posted")).hasText("A third text");
        page.keyboard().press("2");
        assertThat(page.locator(".score-choice").nth(1)).hasAttribute("aria-pressed", "false");
        page.keyboard().press("a");
        assertThat(page.locator(".empty")).containsText("No suggestion waits");

        assertThat(states())
                .isEqualTo(Map.of("1", "ACCEPTED {TOXICITY}", "2", "REFUSED {}", "3", "ACCEPTED {TOXICITY}"));
        assertThat(page.title()).startsWith("Suggestions");
    }

    @Test
    void skipsAndMovesInTheListAndHoldsSevereTextsBack() {
        suggest("A first text", "1", new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.31));
        suggest("Something severe", "2", new SuggestedScore("SEVERE_TOXICITY", Category.SEVERE_TOXICITY, 1, 0.31));
        open("moderator", SampleData.PASSWORD);

        page.keyboard().press("s");
        assertThat(page.locator(".veil")).isVisible();
        assertThat(page.locator(".queue-line").nth(1)).not().containsText("Something severe");
        page.keyboard().press("v");
        assertThat(page.locator(".veil")).isHidden();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        assertThat(page.locator(".posted")).hasText("A first text");
        assertThat(states()).isEqualTo(Map.of("1", "OPEN {}", "2", "OPEN {}"));
    }

    @Test
    void saysThatAColleagueWasFasterOrTheClientChangedItsMind() {
        suggest("A first text", "1", new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.31));
        suggest("A second text", "2", new SuggestedScore("TOXICITY", Category.TOXICITY, 1, 0.31));
        open("moderator", SampleData.PASSWORD);
        suggest("A first text", "1", new SuggestedScore("TOXICITY", Category.TOXICITY, 0, 0.31));
        page.keyboard().press("a");
        assertThat(page.locator(".banner")).containsText("has sent other scores");
        assertThat(page.locator(".posted")).hasText("A first text");
        assertThat(page.locator(".suggested-score")).containsText("0");
        jdbc().sql("UPDATE suggestion SET state = 'REFUSED' WHERE client_token = '1'")
                .update();
        page.keyboard().press("a");
        assertThat(page.locator(".banner")).containsText("A colleague has decided");
        assertThat(page.locator(".posted")).hasText("A second text");
    }

    @Test
    void givesAdminsTheLabelsAndErasesWhatIsOld() throws IOException {
        suggest("Accepted, of the main community", "1", new SuggestedScore("INSULT", Category.INSULT, 0.75, 0.31));
        jdbc().sql("UPDATE suggestion SET state = 'ACCEPTED', accepted = '{INSULT}'")
                .update();
        open("moderator", SampleData.PASSWORD);
        assertThat(page.locator("[data-key=b]")).isHidden();
        page.context().close();
        open("admin", ConsoleContext.ADMIN_PASSWORD);
        page.keyboard().press("b");
        Download download = page.waitForDownload(
                () -> page.getByText("Download the labelled texts").click());

        assertThat(download.suggestedFilename()).isEqualTo("suggestions-main.jsonl");
        var row = JsonMapper.builder().build().readTree(Files.readString(download.path()));
        assertThat(row.path("text").asString()).isEqualTo("Accepted, of the main community");
        assertThat(row.path("labels").toString()).isEqualTo("{\"insult\":0.75}");
        assertThat(row.path("split").asString()).isIn("train", "validation");
        page.locator("vaadin-integer-field input").fill("0");
        page.locator("vaadin-integer-field input").press("Tab");
        page.getByText("Erase…").click();
        page.locator("vaadin-confirm-dialog")
                .getByText("Erase", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("1 suggestion erased.")).isVisible();
        assertThat(states()).isEmpty();
    }

    @Test
    void isNotThereForAuthors() {
        page = browser.loggedIn(url, "user", SampleData.PASSWORD, 1280, 800);
        page.navigate("/suggestions");
        assertThat(page.locator(".suggestion")).hasCount(0);
        assertThat(page.locator("[data-go=s]")).hasCount(0);
    }

    private void open(String user, String password) {
        page = browser.loggedIn(url, user, password, 1280, 800);
        page.navigate("/suggestions");
        page.locator(".review").waitFor();
    }

    private static void suggest(String text, String token, SuggestedScore... scores) {
        String secret = "mod_a-key-of-this-screen-test";
        ApiKeys keys = context.getBean(ApiKeys.class);
        keys.bootstrap(
                new CommunityId("main"),
                "Coral",
                java.util.Set.of(io.moderato.access.store.Scope.SUGGEST),
                100,
                secret);
        context.getBean(ReceivedSuggestions.class)
                .keep(
                        keys.authenticate(secret).orElseThrow(),
                        new NewSuggestion(text, null, List.of(scores), "en", "m", null, token));
    }

    private static Map<String, String> states() {
        return jdbc()
                .sql("SELECT client_token, state || ' ' || accepted::text AS state FROM suggestion")
                .query((row, index) -> Map.entry(row.getString("client_token"), row.getString("state")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }
}
