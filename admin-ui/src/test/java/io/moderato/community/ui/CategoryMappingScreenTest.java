package io.moderato.community.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.moderato.community.CommunityId;
import io.moderato.console.Browser;
import io.moderato.console.ConsoleContext;
import io.moderato.console.SampleData;
import io.moderato.decision.Category;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.CategoryMapping.Formula;
import io.moderato.openai.store.CategoryMapping.Take;
import io.moderato.openai.store.MappingsInForce;
import io.moderato.openai.store.OpenAiCategory;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An admin chooses what OpenAI's categories are made of, in a real browser. */
class CategoryMappingScreenTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static Page page;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0);
        new SampleData(context).fill();
        browser = Browser.start();
        page = browser.loggedIn(ConsoleContext.url(context), "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 900);
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @Test
    void showsTheDefaultTakesAnotherMappingAndGoesBack() {
        open();
        assertThat(page.locator(".mapping-row:not(.mapping-head)")).hasCount(13);
        assertThat(row("hate/threatening")).containsText("lowest");
        assertThat(page.locator(".mapping-row .tag:visible")).hasCount(0);
        Locator illicit = row("illicit").locator("input");
        illicit.click();
        illicit.fill("Spam");
        page.locator("vaadin-multi-select-combo-box-item", new Page.LocatorOptions().setHasText("Spam"))
                .first()
                .click();
        page.keyboard().press("Escape");
        assertThat(row("illicit").locator(".tag")).isVisible();
        save("In force from the next answer on.");

        assertThat(mapping().of(OpenAiCategory.ILLICIT)).contains(new Formula(Take.HIGHEST, List.of(Category.SPAM)));
        assertThat(mapping().of(OpenAiCategory.HARASSMENT))
                .map(Formula::of)
                .hasValueSatisfying(of -> assertThat(of)
                        .containsExactlyInAnyOrder(Category.TOXICITY, Category.SEVERE_TOXICITY, Category.INSULT));

        open();
        assertThat(row("illicit").locator(".tag")).isVisible();
        page.getByText("Back to the default").click();
        assertThat(page.locator(".mapping-row .tag:visible")).hasCount(0);
        save("The default is in force");
        assertThat(mapping()).isEqualTo(CategoryMapping.byDefault());
        assertThat(context.getBean(JdbcClient.class)
                        .sql("SELECT count(*) FROM community WHERE openai_mapping IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void open() {
        page.navigate("/communities");
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("Main community"))
                .click();
        assertThat(page.locator(".detail-header h2")).containsText("Main community");
        page.keyboard().press("o");
        page.locator(".mapping-row vaadin-select").first().waitFor();
    }

    private static void save(String words) {
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText(words)).isVisible();
    }

    private static Locator row(String category) {
        return page.locator(".mapping-row")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(category, new Page.GetByTextOptions().setExact(true))));
    }

    private static CategoryMapping mapping() {
        return context.getBean(MappingsInForce.class).of(MAIN);
    }
}
