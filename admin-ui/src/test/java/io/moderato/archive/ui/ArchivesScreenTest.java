package io.moderato.archive.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.moderato.archive.store.RunKind;
import io.moderato.console.Browser;
import io.moderato.console.ConsoleContext;
import io.moderato.console.SampleData;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Admins read what jobs over the archive found, and two of them apply it, in a real browser, with the keyboard alone. */
class ArchivesScreenTest {
    private static ConfigurableApplicationContext context;
    private static SampleArchive archive;
    private static Browser browser;
    private static String url;
    private final List<Page> pages = new ArrayList<>();

    @BeforeAll
    static void start() {
        // steps are done by the test's own acts and by the schedule, as fast as they come
        context = ConsoleContext.start(0, "moderato.archive.apply-interval=50ms");
        new SampleData(context).fill();
        archive = new SampleArchive(context);
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
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("DELETE FROM archive_change").update();
        jdbc.sql("DELETE FROM archive_run").update();
    }

    @AfterEach
    void closePages() {
        pages.forEach(page -> page.context().close());
    }

    @Test
    void saysHowARunIsMadeWhereThereIsNone() {
        Page page = admin(1280);

        assertThat(page.locator(".empty")).containsText("./moderato batch re-moderate --database … --community ID");
    }

    @Test
    void showsTheReportOfEachKind() {
        archive.fill();
        Page page = admin(1280);

        assertThat(page.locator(".rest")).hasText("5 runs");
        assertThat(page.locator(".report-pane")).containsText("358 of 12,460 contents would be decided otherwise.");
        Locator approved = page.locator(".flips tbody tr").first().locator(".flip");
        assertThat(approved.nth(0)).containsText("11,190");
        assertThat(approved.nth(0)).hasClass(Pattern.compile("flip-same"));
        assertThat(approved.nth(2)).containsText("310");
        assertThat(approved.nth(2)).hasClass(Pattern.compile("flip-stricter.*heat-2"));
        assertThat(approved.nth(2)).containsText("3\u00a0%");
        assertThat(page.locator(".report-pane")).containsText("Language not read");
        assertThat(page.locator(".report-pane")).containsText("moderato 3a4b91c2");
        assertThat(page.locator(".report-pane")).not().containsText("Known errors");

        page.locator(".pick-line").nth(1).click();
        assertThat(page.locator(".report-pane")).containsText("25 errors would be mended and 5 new ones made");
        assertThat(page.locator(".report-pane")).containsText("42 of 200 (16\u00a0% to 27\u00a0%)");
        page.locator(".pick-line").nth(2).click();
        assertThat(page.locator(".detail-header")).containsText("Not heard of since 3 h ago");
        page.locator(".pick-line").nth(3).click();
        assertThat(page.locator(".report-pane")).containsText("By source");
        assertThat(page.locator(".report-pane")).containsText("1,402");
        page.locator(".pick-line").nth(4).click();
        assertThat(page.locator(".report-pane")).containsText("0.930");
    }

    @Test
    void showsChangesByDirectionAndHoldsSevereTextsBack() {
        archive.reModeration();
        Page page = admin(1280);
        page.keyboard().press("2");

        assertThat(page.locator(".change")).hasCount(20);
        assertThat(page.getByText("1 to 20 of 26")).isVisible();
        assertThat(page.locator(".veil")).hasCount(1);
        page.keyboard().press("v");
        assertThat(page.locator(".veil")).isHidden();
        assertThat(page.locator(".change-text", new Page.LocatorOptions().setHasText("<img src=x")))
                .hasCount(1);
        page.keyboard().press("]");
        assertThat(page.getByText("21 to 26 of 26")).isVisible();
        assertThat(page.locator(".change")).hasCount(6);
        page.locator("vaadin-select").first().click();
        page.getByRole(com.microsoft.playwright.options.AriaRole.OPTION)
                .getByText("Rejected → Approved (6)")
                .click();
        assertThat(page.getByText("1 to 6 of 6")).isVisible();
        assertThat(page.locator(".change").first()).containsText("threat 0.81 is above the threshold");
        assertThat(page.title()).startsWith("Archives");
    }

    @Test
    void twoAdminsApplyStopResumeAndTakeBack() {
        UUID run = archive.reModeration();
        Page first = admin(1280);
        first.keyboard().press("3");
        first.keyboard().press("p");
        first.locator("vaadin-dialog vaadin-integer-field input").nth(1).fill("1");
        first.locator("vaadin-dialog textarea").fill("The new model reads insults better.");
        first.keyboard().press("Control+Enter");
        assertThat(first.locator(".application")).containsText("another admin has to approve it");
        assertThat(first.locator(".application [data-key=a]")).isDisabled();
        assertThat(first.locator(".application")).containsText("26 contents");

        Page second = open(SampleArchive.SECOND_ADMIN, SampleData.PASSWORD, 1280);
        second.keyboard().press("3");
        assertThat(second.locator(".application")).containsText("The new model reads insults better.");
        second.keyboard().press("a");
        assertThat(second.locator(".application")).containsText("1 applied");
        assertThat(second.locator(".application")).containsText("25 contents to go, about 25 min.");
        second.keyboard().press("s");
        assertThat(second.locator(".application")).containsText("Stopped with 25 contents to go.");
        second.keyboard().press("r");
        assertThat(second.locator(".application [data-key=s]")).isVisible();

        hurry(run);
        assertThat(second.locator(".application")).containsText("26 applied");
        assertThat(second.locator(".application")).containsText("Applied");
        second.keyboard().press("2");
        assertThat(second.locator(".change").first()).containsText("Applied");
        second.keyboard().press("3");
        second.keyboard().press("u");
        assertThat(second.locator("vaadin-confirm-dialog")).containsText("Take back 26 decisions?");
        second.keyboard().press("Enter");
        assertThat(second.locator(".application")).containsText("26 of 26 taken back");
        assertThat(standing(run)).containsExactlyInAnyOrder("APPROVE 20", "REJECT 6");
        second.keyboard().press("2");
        assertThat(second.locator(".change").first()).containsText("Taken back");
    }

    @Test
    void isNotWiderThanANarrowWindow() {
        archive.fill();
        Page page = admin(800);
        for (String tab : List.of("1", "2", "3")) {
            page.keyboard().press(tab);
            assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(800);
        }
        page.keyboard().press("1");
        assertThat(page.locator(".flips")).isVisible();
        assertThat(
                        (boolean)
                                page.evaluate(
                                        "() => { const box = document.querySelector('.flips .figure-table'); return box.scrollWidth <= box.clientWidth; }"))
                .as("the matrix needs no scrolling")
                .isTrue();
    }

    @Test
    void isThereForAdminsOnly() {
        archive.run(RunKind.RE_MODERATION);
        Page page = browser.loggedIn(url, "moderator", SampleData.PASSWORD, 1280, 800);
        pages.add(page);
        assertThat(page.locator("[data-go=q]")).isVisible();
        assertThat(page.locator("[data-go=r]")).hasCount(0);
        page.navigate("/archives");
        assertThat(page.locator(".empty")).containsText("There is no such page");
        assertThat(page.locator(".pick-line")).hasCount(0);
        assertThat(admin(1280).locator("[data-go=r]")).isVisible();
    }

    /** Everything is due at once, as if the time had passed. */
    private static void hurry(UUID run) {
        context.getBean(JdbcClient.class)
                .sql("UPDATE archive_application SET per_minute = 6000, next_at = now() WHERE run_id = ?")
                .param(run)
                .update();
    }

    private static List<String> standing(UUID run) {
        return context.getBean(JdbcClient.class)
                .sql("""
                        SELECT d.outcome || ' ' || count(*) FROM archive_change a JOIN content c ON c.id = a.content_id
                        JOIN decision d ON d.id = c.standing_decision WHERE a.run_id = ? GROUP BY d.outcome
                        """)
                .param(run)
                .query(String.class)
                .list();
    }

    private Page admin(int width) {
        return open("admin", ConsoleContext.ADMIN_PASSWORD, width);
    }

    private Page open(String user, String password, int width) {
        Page page = browser.loggedIn(url, user, password, width, 800);
        pages.add(page);
        page.navigate("/archives");
        page.locator(".empty, .pick-line").first().waitFor();
        return page;
    }
}
