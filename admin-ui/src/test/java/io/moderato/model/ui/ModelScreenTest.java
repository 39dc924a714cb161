package io.moderato.model.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.moderato.console.Browser;
import io.moderato.console.ConsoleContext;
import io.moderato.console.SampleData;
import io.moderato.model.store.RunningModel;
import io.moderato.model.store.RunningModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The screen of the running model in a real browser. The figures of {@code comparison.json} are made up; no model measured so. */
class ModelScreenTest {
    private static final String VERSION = "3f9ac0d2e1b7a4457c1f";
    private static final String MARKUP = "<img src=x onerror=\\\"document.title='owned'\\\">";
    private static final String CARD = "# A model\n\n## Data\n\nNothing but comments.";
    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static String url;
    private static String comparison;
    private static Page page;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0);
        new SampleData(context).fill();
        comparison = SampleData.resource("comparison.json");
        browser = Browser.start();
        url = ConsoleContext.url(context);
        page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @BeforeEach
    void runTheComparedModel() {
        run(comparison);
    }

    @Test
    void showsEachHeadlineFigureBesideThoseOfTheRivals() {
        open("model");
        assertThat(tile("jigsaw_mean_auc")).containsText("0.975mean AUC");
        assertThat(standings("jigsaw_mean_auc"))
                .hasText(new String[] {"▲ahead of linear0.963", "▲ahead of random forest0.928"});
        assertThat(standings("sms_spam_f1"))
                .hasText(new String[] {"▼behind linear0.979", "=level with random forest0.968"});
        assertThat(tile("identity_ratio")).containsText("1.9 ×as often rejected");
        assertThat(standings("identity_ratio"))
                .hasText(new String[] {"▲ahead of linear3.1 ×", "▼behind random forest1.7 ×"});
        assertThat(tile("texts_per_second")).containsText("1,119texts/s");
        assertThat(standings("harmless_rejected")).hasCount(0);
        assertThat(page.locator(".overview .figure-table tbody tr").first())
                .hasText("Toxic19,6084,2740.9700.9433.5 %0.0120.001");
        for (Locator tile : page.locator(".tile").all()) {
            assertThat(tile.locator(".meaning")).hasText(Pattern.compile("\\S.*[.?]"));
        }
    }

    @Test
    void namesWhatToWatchAndLeadsToItsFiguresAndToTheThresholds() {
        open("model");
        assertThat(page.locator(".concerns li")).containsText(new String[] {
            "Linear ranks better on 1 set: sms spam.",
            "gay people (5.4 %), muslims (5.4 %)",
            "punctuation (7.1)",
            "negated hate (38.0 %), implied (41.0 %)",
            "Rejected for what they are not: pii disclosed as Spam (20.0 %).",
            "Identity (off by 0.062)"
        });
        page.getByLabel("See the figures: Disguises").click();
        assertThat(page).hasURL(url + "/model/behaviour");
        assertThat(page.getByText("punctuation, the worst disguise, takes 7.1 points of that."))
                .isVisible();
        page.locator(".finding:visible a").first().click();
        assertThat(page.locator(".place")).hasText("Policies");
    }

    @Test
    void filtersTheSetsByCategoryAndSortsThemByAnyColumn() {
        open("model/sets");
        assertThat(page.locator(".set-table > .quiet")).hasText("6 rows");
        assertThat(page.locator(".set-grid")).containsText("weak labels");
        sortBy("Lead");
        assertThat(firstSet()).isEqualTo("davidson");
        choose("Category", "Spam");
        assertThat(page.locator(".set-table > .quiet")).hasText("2 rows");
        assertThat(page.locator(".set-grid .standing-worse").first()).isVisible();
        choose("Category", "All categories");
        assertThat(page.locator(".set-table > .quiet")).hasText("22 rows");
        choose("Measure", "Calibration error");
        assertThat(page.locator(".set-table .meaning")).containsText("0 is perfect");
        sortBy("Harmful");
        assertThat(firstSet()).isEqualTo("goemotions");
    }

    @Test
    void opensEveryPartFromTheKeyboardAndComesBack() {
        open("model");
        page.keyboard().press("3");
        assertThat(page).hasURL(url + "/model/behaviour");
        assertThat(page.locator("vaadin-tab[selected]")).hasText("Behaviour");
        Locator summary = page.locator("vaadin-details-summary:visible").first();
        summary.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("caption", new Page.LocatorOptions().setHasText("False positives by identity group")))
                .isAttached();
        assertThat(page.getByText("3.0 to 9.4 %")).isVisible();
        assertThat(page.getByText(
                        "Most often “pii disclosed” for Spam: at the shipped limits 20.0 % of these sentences"))
                .isVisible();
        assertThat(page.locator("caption", new Page.LocatorOptions().setHasText("Rejected for what they are not")))
                .isAttached();
        page.locator("vaadin-tab[selected]").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(url + "/model/probabilities");
        assertThat(page.getByText("Does a score mean what it says?")).isVisible();
        page.goBack();
        assertThat(page.locator("vaadin-tab[selected]")).hasText("Behaviour");
    }

    @Test
    void tellsEveryPlotInWords() {
        for (String part : List.of("sets", "behaviour", "probabilities")) {
            open("model/" + part);
            page.locator(".plot:visible svg").first().waitFor();
            for (Locator plot : page.locator(".plot:visible svg").all()) {
                assertThat(plot).hasAttribute("role", "img");
                assertThat(plot).hasAccessibleName(Pattern.compile("\\w+ .*"));
            }
            assertThat((Boolean)
                            page.evaluate("() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                                    + " return ids.length === new Set(ids).size; }"))
                    .as("ids on " + part + " are unique")
                    .isTrue();
        }
        open("model/probabilities");
        assertThat(page.locator(".plot svg")).hasCount(2);
    }

    @Test
    void showsTheCardAndTheDataThatTheModelWasTrainedOn() {
        open("model/card");
        assertThat(page.locator(".model-card:visible h1")).hasText("A model");
        page.getByText("Data", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator(".model-card:visible")).containsText("Nothing but comments.");
        assertThat(page.locator(".model-card:visible h1")).hasCount(0);
    }

    @Test
    void showsTheMeasurementsThatTheShippedModelCameWith() throws IOException {
        run(Files.readString(Path.of(System.getProperty("moderato.root"), "models", "shipped", "metrics.json")));
        open("model");
        assertThat(page.locator(".overview .figure-table tbody tr").first())
                .hasText(Pattern.compile("Toxic[0-9,]+0\\.\\d{3}.*"));
        picture("model-shipped");
        page.keyboard().press("2");
        assertThat(page.locator(".set-grid")).containsText("jigsaw toxic");
        page.keyboard().press("3");
        assertThat(page.getByText("Does it read long texts?")).isVisible();
        Locator languages = page.locator(".finding:visible")
                .filter(new Locator.FilterOptions().setHasText("Does it know other languages?"));
        assertThat(languages.locator("tbody tr")).hasCount(9);
        languages.scrollIntoViewIfNeeded();
        picture("model-beyond");
    }

    @Test
    void showsAModelThatWasMeasuredAloneAndSaysWhatIsMissing() {
        run("""
                {"split":"validation","measured":"2026-11-20T09:30:00Z","judgedByPeople":["sms_spam"],"unseen":[],"models":[
                 {"model":"moderato-small","split":"validation","harmless":4000,"harmlessRejected":0.012,"measurements":[
                 {"set":"all","category":"spam","n":900,"positives":50,"rocAuc":0.875,"positiveRecall":0.5,"threshold":0.7},
                 {"set":"sms_spam","category":"spam","n":900,"positives":50,"rocAuc":0.875,"threshold":0.7}],
                 "int8Loss":{},"reliability":[],"curves":[],"figures":[],"limits":[],
                 "behaviour":{"threshold":0.5,"groups":[],"functions":[],"mistakes":[],"obfuscations":[],"languages":[],"lengths":[]}}]}""");
        open("model");
        assertThat(page.locator(".overview .banner")).containsText("Measured alone");
        assertThat(page.locator(".overview .figure-table")).containsText("0.875");
        assertThat(tile("harmless_rejected")).containsText("1.2 %");
        assertThat(page.locator(".tile")).hasCount(1);
        page.keyboard().press("3");
        assertThat(page.getByText("Behaviour was not measured")).isVisible();
        page.keyboard().press("4");
        assertThat(page.getByText("Probabilities were not measured")).isVisible();
        page.keyboard().press("2");
        assertThat(page.locator(".set-grid")).containsText("All sets together");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"macroAuc\":0.9}",
                "{\"models\":[{\"measurements\":[{\"set\":\"all\"}]}]}",
                "{\"models\":[{\"behaviour\":{\"functions\":[{\"harmful\":true,\"n\":1,\"accuracy\":1}]}}]}"
            })
    void namesBrokenMeasurementsAndShowsTheRest(String metrics) {
        run(metrics);
        open("model");
        assertThat(page.locator(".unreadable")).containsText("The measurements cannot be read");
        assertThat(page.locator(".unreadable")).containsText("The model decides all the same");
        assertThat(page.locator("body").innerText()).doesNotContain("Exception", "io.moderato", "\tat ");
        picture("model-unreadable");
        page.keyboard().press("5");
        assertThat(page.locator(".model-card:visible h1")).hasText("A model");
        page.keyboard().press("7");
        assertThat(page.locator(".instances")).containsText("inference-1");
    }

    @Test
    void saysThatAModelCameWithoutMeasurements() {
        run("{}");
        open("model");
        assertThat(page.getByText("This model came without measurements")).isVisible();
    }

    @Test
    void showsMarkupInNamesAsText() {
        run(comparison
                .replace("\"linear\"", "\"" + MARKUP + "\"")
                .replace("\"hatexplain\"", "\"" + MARKUP + "\"")
                .replace("\"muslims\"", "\"" + MARKUP + "\""));
        for (String part : List.of("overview", "sets", "behaviour", "probabilities")) {
            open("model/" + part);
            page.locator(".card:visible").first().waitFor();
            assertThat(page.locator("vaadin-tabsheet img")).hasCount(0);
            assertThat(page.locator("vaadin-tabsheet")).containsText("<img src=x");
            assertThat(page.title()).startsWith("Model");
        }
    }

    @Test
    void letsChooseWhereSeveralVersionsRun() {
        context.getBean(RunningModels.class).running(model("inference-2", "0000second0000", "a-second-model", "{}"));
        try {
            open("model");
            assertThat(page.locator("vaadin-select").first()).containsText("2 versions run");
            choose("2 versions run", "moderato-small");
            assertThat(page.locator(".model-name")).hasText("moderato-small");
            assertThat(page.locator(".rest")).hasText("moderato-small");
            choose("2 versions run", "a-second-model");
            assertThat(page.getByText("This model came without measurements")).isVisible();
            page.keyboard().press("7");
            assertThat(page.locator(".instances .card")).hasCount(2);
        } finally {
            context.getBean(RunningModels.class).running(model("inference-2", VERSION, "moderato-small", comparison));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moderator", "user"})
    void refusesWhoeverIsNoAdmin(String username) {
        Page other = browser.loggedIn(url, username, SampleData.PASSWORD, 1280, 800);
        for (String part : List.of("model", "model/overview", "model/sets", "model/card")) {
            other.navigate("/" + part);
            assertThat(other.locator(".empty")).containsText("There is no such page");
            assertThat(other.locator("vaadin-tabsheet")).hasCount(0);
        }
        other.context().close();
    }

    @Test
    void knowsNoOtherPart() {
        open("model/nowhere");
        assertThat(page.locator(".empty")).containsText("There is no such page");
    }

    private static void run(String metrics) {
        context.getBean(RunningModels.class).running(model("inference-1", VERSION, "moderato-small", metrics));
    }

    private static RunningModel model(String instance, String version, String name, String metrics) {
        return new RunningModel(
                instance,
                version,
                name,
                CARD,
                metrics,
                List.of("toxicity", "spam"),
                List.of("en"),
                Instant.now(),
                Instant.now());
    }

    private static Locator tile(String figure) {
        return page.locator("[data-figure=" + figure + "]");
    }

    private static Locator standings(String figure) {
        return tile(figure).locator(".standing");
    }

    private static void choose(String label, String item) {
        page.locator("vaadin-select", new Page.LocatorOptions().setHasText(label))
                .first()
                .click();
        page.locator("vaadin-select-item:visible", new Page.LocatorOptions().setHasText(item))
                .first()
                .click();
    }

    private static void sortBy(String column) {
        page.locator("vaadin-grid-sorter", new Page.LocatorOptions().setHasText(column))
                .click();
        page.waitForFunction("() => Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive?.())");
    }

    /** The uppermost set of the table; its cells lie in any order in the document. */
    private static String firstSet() {
        return (String)
                page.evaluate(
                        "() => [...document.querySelectorAll('.set-grid .line > span:first-child')]"
                                + ".filter(e => e.getClientRects().length).sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0].textContent");
    }

    private static void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private static void open(String screen) {
        page.navigate(url + "/" + screen);
        page.locator(".screen").first().waitFor();
    }
}
