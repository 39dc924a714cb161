package io.moderato.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.Decisions;
import io.moderato.review.store.DecisionFinisher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keys do and never do, in a real browser. Decisions wait for a minute here; each test says itself when that is over. */
class KeysTest {
    private static final int SLOW_MILLIS = 500;
    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static SampleData data;
    private static String url;
    private static int batches;

    private Page page;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0, "moderato.review.undo-period=1m", "moderato.review.finish-interval=1h");
        data = new SampleData(context);
        data.fill();
        browser = Browser.start();
        url = ConsoleContext.url(context);
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    /** Nothing is held, pending or skipped from the test before, and the queue is as at the start. */
    @BeforeEach
    void clearTheDesk() {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("DELETE FROM pending_decision").update();
        jdbc.sql("DELETE FROM review_skip").update();
        jdbc.sql("UPDATE review_case SET state = 'OPEN', claimed_by = NULL, lease_until = NULL"
                        + " WHERE state IN ('CLAIMED', 'PENDING')")
                .update();
    }

    @AfterEach
    void closePage() {
        if (page != null) {
            page.context().close();
        }
    }

    @Test
    void aHeldKeyDecidesOnce() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        page.keyboard().down("a");
        for (int i = 0; i < 30; i++) {
            page.keyboard().down("a");
        }
        assertShown(cases.get(1));
        for (int i = 0; i < 30; i++) {
            page.keyboard().down("a");
        }
        page.keyboard().up("a");
        assertShown(cases.get(1));
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void aHeldEnterOnAButtonPressesItOnce() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        page.locator("vaadin-button[data-key=a]").focus();
        page.keyboard().down("Enter");
        for (int i = 0; i < 10; i++) {
            page.keyboard().down("Enter");
        }
        assertShown(cases.get(1));
        for (int i = 0; i < 10; i++) {
            page.keyboard().down("Enter");
        }
        page.keyboard().up("Enter");
        assertShown(cases.get(1));
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void aDoubleClickDecidesOnce() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        slowServer();
        page.locator("vaadin-button[data-key=a]").dblclick();
        assertShown(cases.get(1));
        settle();
        assertShown(cases.get(1));
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void noKeyActsWhileAFilterIsOpenOrHasTheFocus() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        page.locator(".filters vaadin-select").first().click();
        assertThat(page.locator("vaadin-select-item").first()).isVisible();
        page.keyboard().type("azrsn");
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-select-item").first()).isHidden();
        page.keyboard().type("a");
        settle();
        assertThat(pending()).isZero();
        assertThat(page.locator(".posted")).hasText(cases.get(0).text());
        page.keyboard().press("Escape");
        press("a");
        assertThat(page.locator(".undo")).isVisible();
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void noKeyActsWhileAMenuIsOpen() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        page.locator("vaadin-menu-bar-button.theme-menu").click();
        assertThat(page.getByText("Dark", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        page.keyboard().type("asn");
        settle();
        assertThat(pending()).isZero();
        page.keyboard().press("Escape");
        assertThat(page.getByText("Dark", new Page.GetByTextOptions().setExact(true)))
                .isHidden();
        assertShown(cases.get(0));
    }

    @Test
    void noKeyOfTheScreenActsWhileADialogIsOpen() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        press("?");
        assertThat(page.locator(".key-line").first()).isVisible();
        page.keyboard().type("ansz");
        press("Escape");
        assertThat(page.locator(".key-line").first()).isHidden();
        settle();
        assertShown(cases.get(0));
        assertThat(pending()).isZero();
    }

    @Test
    void keysPressedWhileTheServerThinksDecideNothingUnseen() {
        List<Content> cases = urgent(4);
        takeTheFirst(cases);
        slowServer();
        page.keyboard().type("aaar4sna");
        assertShown(cases.get(1));
        settle();
        assertShown(cases.get(1));
        assertThat(pending()).isEqualTo(1);
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        press("a");
        assertShown(cases.get(2));
        assertThat(pending()).isEqualTo(2);
    }

    @Test
    void theServerRefusesWhatWasPressedForAnotherCase() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        slowServer();
        // past every guard of the browser: both clicks are made on the first case
        page.evaluate("() => { const approve = document.querySelector('vaadin-button[data-key=a]');"
                + " approve.click(); approve.click(); approve.click(); }");
        assertShown(cases.get(1));
        settle();
        assertShown(cases.get(1));
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void theDigitTypedWhileTheRulesOpenIsUsed() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        slowServer();
        page.keyboard().type("r44");
        assertShown(cases.get(1));
        settle();
        assertShown(cases.get(1));
        assertThat(pending()).isEqualTo(1);
        finish();
        Decision rejected = standing(cases.get(0));
        assertThat(rejected.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(rejected.result().reasons().getFirst().category()).isEqualTo(Category.INSULT);
    }

    @Test
    void escWhileTheRulesOpenTakesTheDigitBack() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        slowServer();
        press("r");
        press("4");
        press("Escape");
        press("4");
        assertThat(page.locator(".rule").first()).isVisible();
        settle();
        assertThat(page.locator(".rule").first()).isVisible();
        assertThat(pending()).isZero();
    }

    @Test
    void keysWaitTheirTurnWhereNothingIsDecided() {
        page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        page.navigate("/model");
        page.locator("vaadin-tabsheet .card:visible").first().waitFor();
        slowServer();
        page.keyboard().type("57");
        assertThat(page.locator(".instances")).containsText("inference-1");
        page.navigate("/users");
        page.locator("[data-key=n]").waitFor();
        page.keyboard().type("nnn");
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(1);
        settle();
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(1);
    }

    @Test
    void submittingAgainWaitsForTheAnswerToTheFirstTime() {
        page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        page.navigate("/communities");
        page.locator("[data-key=n]").waitFor();
        press("n");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Twice submitted");
        page.getByLabel("Short name").fill("No id");
        slowServer();
        press("Control+Enter");
        page.getByLabel("Short name").fill("twice");
        press("Control+Enter");
        assertThat(page.locator(".pick-line", new Page.LocatorOptions().setHasText("Twice submitted")))
                .hasCount(1);
    }

    @Test
    void nextReturnsTheHeldCaseBeforeItTakesAnother() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        press("n");
        assertShown(cases.get(1));
        assertThat(claimed()).isEqualTo(1);
        press("n");
        assertShown(cases.get(0));
        assertThat(claimed()).isEqualTo(1);
    }

    @Test
    void skipDoesNotBringTheCaseBackToTheSamePersonButToOthers() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        press("s");
        assertShown(cases.get(1));
        press("s");
        assertShown(cases.get(2));
        press("n");
        assertThat(page.locator(".posted")).not().hasText(cases.get(0).text());
        assertThat(page.locator(".posted")).not().hasText(cases.get(2).text());
        assertThat(page.locator(".posted")).not().hasText(cases.get(1).text());
        Page colleague = browser.loggedIn(url, "moderator2", SampleData.PASSWORD, 1280, 800);
        colleague.locator(".queue-line").first().waitFor();
        colleague.keyboard().press("n");
        assertThat(colleague.locator(".posted")).hasText(cases.get(0).text());
        colleague.context().close();
    }

    @Test
    void keepsTheNoteOfEachCase() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        press("t");
        page.keyboard().type("half a thought");
        press("Escape");
        assertThat(page.locator(".note input")).hasValue("half a thought");
        press("n");
        assertShown(cases.get(1));
        assertThat(page.locator(".note input")).hasValue("");
        press("n");
        assertShown(cases.get(0));
        assertThat(page.locator(".note input")).hasValue("half a thought");
        page.reload();
        assertShown(cases.get(0));
        assertThat(page.locator(".note input")).hasValue("half a thought");
    }

    @Test
    void undoesByKeyAndGivesTheCaseBackWithItsNote() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        press("t");
        page.keyboard().type("seen before");
        press("Escape");
        press("r");
        assertThat(page.locator(".rule").first()).isVisible();
        press("4");
        assertShown(cases.get(1));
        assertThat(page.locator(".undo")).containsText("Rejected");
        assertThat(page.locator(".undo-left")).containsText(" s");
        assertThat(standing(cases.get(0)).automatic()).isTrue();
        press("z");
        assertShown(cases.get(0));
        assertThat(page.locator(".note input")).hasValue("seen before");
        assertThat(page.locator(".lease")).containsText("left");
        assertThat(page.locator(".undo")).isHidden();
        assertThat(pending()).isZero();
        assertThat(claimed()).isEqualTo(1);
        press("a");
        assertShown(cases.get(1));
        finish();
        assertThat(standing(cases.get(0)).result().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(standing(cases.get(0)).by()).isEqualTo(new DecidedBy.Human("moderator", "seen before"));
    }

    @Test
    void undoesTheLatestFirstAndByButtonToo() {
        List<Content> cases = urgent(3);
        takeTheFirst(cases);
        press("a");
        assertShown(cases.get(1));
        press("a");
        assertShown(cases.get(2));
        press("z");
        assertShown(cases.get(1));
        assertThat(page.locator(".undo")).isVisible();
        page.locator(".undo vaadin-button").click();
        assertShown(cases.get(0));
        assertThat(page.locator(".undo")).isHidden();
        assertThat(pending()).isZero();
        assertThat(claimed()).isEqualTo(1);
    }

    @Test
    void keepsTheModifiedTextWhenItIsUndone() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        press("m");
        assertThat(page.locator(".difference del")).isVisible();
        page.locator("vaadin-dialog textarea").fill("My own words.");
        page.keyboard().press("Control+Enter");
        assertShown(cases.get(1));
        press("z");
        assertShown(cases.get(0));
        press("m");
        assertThat(page.locator("vaadin-dialog textarea")).hasValue("My own words.");
    }

    @Test
    void offersTheUndoAgainAfterAReload() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        press("a");
        assertShown(cases.get(1));
        page.reload();
        assertShown(cases.get(1));
        assertThat(page.locator(".undo")).containsText("Approved");
        press("z");
        assertShown(cases.get(0));
        assertThat(pending()).isZero();
    }

    @Test
    void saysThatADecisionIsFinalWhenTheUndoComesTooLate() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        press("a");
        assertShown(cases.get(1));
        finish();
        press("z");
        assertThat(page.locator("vaadin-notification-card")).containsText("already final");
        assertShown(cases.get(1));
        assertThat(claimed()).isEqualTo(1);
    }

    @Test
    void tellsTheModeratorWhenADecisionWasNotMade() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        press("a");
        assertShown(cases.get(1));
        data.edit(cases.get(0), "Another text altogether.");
        press("z");
        assertThat(page.locator("vaadin-notification-card").first()).containsText("edited the text since");
        finish();
        page.reload();
        assertThat(page.locator("vaadin-notification-card")).containsText("“Approve” was not made");
        assertThat(context.getBean(Decisions.class).history(cases.get(0).id())).hasSize(1);
    }

    @Test
    void aPendingCaseIsInNobodysQueue() {
        List<Content> cases = urgent(2);
        takeTheFirst(cases);
        Page colleague = browser.loggedIn(url, "moderator2", SampleData.PASSWORD, 1280, 800);
        Locator line = colleague.locator(
                ".queue-line", new Page.LocatorOptions().setHasText(cases.get(0).text()));
        assertThat(line).isVisible();
        press("a");
        assertShown(cases.get(1));
        colleague.reload();
        colleague.locator(".queue-line").first().waitFor();
        assertThat(line).hasCount(0);
        colleague.keyboard().press("n");
        assertThat(colleague.locator(".posted")).isVisible();
        assertThat(colleague.locator(".posted")).not().hasText(cases.get(0).text());
        assertThat(colleague.locator(".posted")).not().hasText(cases.get(1).text());
        assertThat(colleague.locator(".undo")).isHidden();
        colleague.context().close();
    }

    @Test
    void todaysStateStandsAtTheTop() {
        List<Content> cases = urgent(1);
        takeTheFirst(cases);
        assertThat(page.locator(".state")).containsText("Shown; nobody has decided yet");
        page.navigate("/appeals");
        page.locator(".queue-line", new Page.LocatorOptions().setHasText("murder a pizza"))
                .click();
        assertThat(page.locator(".state")).containsText("Removed automatically");
    }

    @Test
    void escAsksBeforeItThrowsWordsAway() {
        List<Content> cases = urgent(1);
        takeTheFirst(cases);
        press("m");
        Locator words = page.locator("vaadin-dialog.modify textarea");
        assertThat(words).isFocused();
        page.keyboard().press("End");
        page.keyboard().type(" and more");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Throw away what you wrote?");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        assertThat(words).hasValue(Pattern.compile(".* and more", Pattern.DOTALL));
        page.locator("vaadin-dialog.modify vaadin-button", new Page.LocatorOptions().setHasText("Go back"))
                .click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        assertShown(cases.get(0));
        press("r");
        assertThat(page.locator(".rule").first()).isVisible();
        page.locator("vaadin-dialog.reject input").fill("More for you");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Throw away what you wrote?");
        assertThat(pending()).isZero();
    }

    @Test
    void escDoesNotAskWhereNothingWasWritten() {
        List<Content> cases = urgent(1);
        takeTheFirst(cases);
        for (String key : List.of("m", "r")) {
            press(key);
            assertThat(page.locator("vaadin-dialog[opened]")).hasCount(1);
            press("Escape");
            assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
            assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        }
    }

    private void takeTheFirst(List<Content> cases) {
        page = browser.loggedIn(url, "moderator", SampleData.PASSWORD, 1280, 800);
        page.locator(".queue-line").first().waitFor();
        press("n");
        assertShown(cases.get(0));
    }

    private void assertShown(Content content) {
        assertThat(page.locator(".posted")).hasText(content.text());
    }

    /** From now on every answer of the server takes its time, so that keys are quicker. */
    private void slowServer() {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", SLOW_MILLIS);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", -1);
        CDPSession network = page.context().newCDPSession(page);
        network.send("Network.enable");
        network.send("Network.emulateNetworkConditions", conditions);
    }

    /** Waits until the browser expects no answer any more. */
    private void settle() {
        page.waitForFunction("() => Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive?.())");
    }

    private void press(String key) {
        page.keyboard().press(key);
    }

    /** Cases ahead of all others, in this order. */
    private static List<Content> urgent(int count) {
        List<Content> cases = new ArrayList<>();
        batches++;
        for (int i = 0; i < count; i++) {
            String text = "Case " + batches + "." + i + ", you clown, for keys only.";
            // another author each: nearly the same text of one whose text was removed would stay removed without a case
            Content content = data.review("keys-" + batches + "-" + i, text, Category.INSULT, 0.4, "clown", null);
            context.getBean(JdbcClient.class)
                    .sql("UPDATE review_case SET rank_at = now() - ? * interval '1 day' WHERE content_id = ?")
                    .params(100 * batches - i, content.id().value())
                    .update();
            cases.add(content);
        }
        return List.copyOf(cases);
    }

    private static int pending() {
        return context.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM pending_decision")
                .query(Integer.class)
                .single();
    }

    private static int claimed() {
        return context.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM review_case WHERE state = 'CLAIMED'")
                .query(Integer.class)
                .single();
    }

    /** The time of all decisions is over. */
    private static void finish() {
        context.getBean(JdbcClient.class)
                .sql("UPDATE pending_decision SET final_at = now() - interval '1 second'")
                .update();
        context.getBean(DecisionFinisher.class).finishOverdue();
    }

    private static Decision standing(Content content) {
        return context.getBean(Decisions.class).history(content.id()).getLast();
    }
}
