package io.moderato.contenttype.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.console.Browser;
import io.moderato.console.ConsoleContext;
import io.moderato.console.SampleData;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentType;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.TypedFields;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.contenttype.store.OwnType;
import io.moderato.decision.Category;
import io.moderato.decision.Match;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Types of contents, and contents with fields, in a real browser. */
class ContentTypeScreensTest {
    private static final CommunityId MARKET = new CommunityId("market");
    private static final ContentType LISTING = new ContentType("listing");
    private static final String SCHEMA = """
            {"type": "object", "required": ["title"], "properties": {
              "title": {"title": "Headline", "type": "string", "x-moderato": "text"},
              "price": {"title": "Price in euros", "type": "number"},
              "description": {"title": "Description", "type": "string", "x-moderato": "text"},
              "photos": {"title": "Photo", "type": "array", "items": {"type": "string", "x-moderato": "image"}},
              "site": {"title": "Shop", "type": "string", "x-moderato": "address"}}}
            """;
    private static final String FIELDS =
            "{\"title\": \"A bike, hardly used\", \"price\": 120.5, \"description\": \"No offers below that, you idiot. <b>Ring</b> me.\", \"photos\": [\"https://example.org/1.jpg\"], \"site\": \"https://example.org/shop\"}";

    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static String url;
    private Page page;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0);
        context.getBean(Communities.class).bootstrap(MARKET, "The flea market");
        member("mia", "Mia Mod", Role.MODERATOR, null);
        member("sel", "Sel Ler", Role.USER, "seller");
        TypeSchema schema = TypeSchema.parse(SCHEMA);
        types().create(admin(), MARKET, LISTING, "Listing", schema);
        review(schema);
        // the content stays with the version that it was checked against
        types().change(
                        admin(),
                        MARKET,
                        LISTING,
                        0,
                        "Listing",
                        TypeSchema.parse(SCHEMA.replace("Headline", "Another title")),
                        false);
        SecurityContextHolder.clearContext();
        browser = Browser.start();
        url = ConsoleContext.url(context);
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @AfterEach
    void closePage() {
        page.context().close();
        SecurityContextHolder.clearContext();
    }

    private static ContentTypes types() {
        return context.getBean(ContentTypes.class);
    }

    private static Actor admin() {
        Actor admin =
                context.getBean(Accounts.class).find("admin").orElseThrow().actor();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        admin.username(), "", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
        return admin;
    }

    private static void member(String username, String name, Role role, String author) {
        Accounts accounts = context.getBean(Accounts.class);
        Account account = accounts.bootstrap(username, name, SampleData.PASSWORD, role);
        accounts.bootstrapMembership(account.actor().id(), MARKET, author);
    }

    /** A listing in whose description something was found, which waits for a person. */
    private static void review(TypeSchema schema) {
        TypedFields fields = new TypedFields(1, FIELDS);
        Outline outline = schema.outline(fields.tree());
        Content content = context.getBean(Contents.class)
                .submit(
                        MARKET,
                        List.of(new NewContent(
                                "l-1",
                                new Author("seller", "Sel Ler"),
                                LISTING,
                                outline.text(),
                                outline.images(),
                                "en",
                                null,
                                null,
                                null,
                                null,
                                fields)),
                        Duration.ofHours(1))
                .getFirst()
                .content();
        int found = content.text().indexOf("idiot");
        context.getBean(Decisions.class)
                .recordAutomatic(List.of(new AutomaticDecision(
                        content,
                        new ModerationResult(
                                Outcome.REVIEW,
                                0.6,
                                List.of(new Reason("Score of insult is above the threshold", Category.INSULT, "Model")),
                                new Scores(Map.of(Category.INSULT, 0.6)),
                                null,
                                List.of(new Match(found, found + 5, Category.INSULT, "Insults, English")),
                                List.of(),
                                "en",
                                new Provenance("Model", null, List.of(new ModelUse("Model", "m1")), 1, 1L, false)))));
    }

    @Test
    void aCaseIsShownByItsFieldsAndTheVersionThatItHas() {
        page = browser.loggedIn(url, "mia", SampleData.PASSWORD, 1280, 800);
        page.navigate("/queue");
        page.locator(".queue-line").first().waitFor();
        page.keyboard().press("n");

        assertThat(field("/title")).containsText("Headline");
        assertThat(field("/title").locator(".posted")).hasText("A bike, hardly used");
        assertThat(field("/description").locator(".mark")).hasText("idiot");
        assertThat(field("/description").locator(".posted")).containsText("<b>Ring</b> me.");
        assertThat(field("/title").locator(".mark")).hasCount(0);
        assertThat(field("/price")).containsText("120.5");
        assertThat(field("/site")).containsText("https://example.org/shop");
        assertThat(field("/site").locator("a")).hasCount(0);
        assertThat(field("/photos/0").locator("a")).hasAttribute("rel", "noopener noreferrer");
        assertThat(page.locator("[data-field]").first()).hasAttribute("data-field", "/title");
        shoot("case-fields");
    }

    @Test
    void authorsSeeTheirFields() {
        page = browser.loggedIn(url, "sel", SampleData.PASSWORD, 1280, 800);
        page.locator(".mine-line").first().click();
        assertThat(field("/title")).containsText("Headline");
        assertThat(field("/description")).containsText("No offers below that");
        assertThat(page.locator(".story a")).hasCount(0);
        shoot("mine-fields");
    }

    @Test
    void anAdminDefinesATypeAndSeesWhatWouldBecomeOfAnExample() {
        openTypes();
        page.keyboard().press("n");
        Locator dialog = page.locator("vaadin-dialog");
        dialog.getByLabel("Key").fill("review-of-a-shop");
        dialog.getByLabel("Name").fill("Shop review");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".detail-header h2")).hasText("Shop review");
        assertThat(page.locator(".type-shown .examined")).containsText("An example of Title");

        Locator schema = page.locator(".type-edited textarea");
        schema.fill("""
                {
                  "type": "object",
                  "properties": {
                    "pro": {"type": "string", "x-moderato": "txt"}
                  }
                }""");
        assertThat(page.locator(".type-edited"))
                .containsText("Line 4, /properties/pro/x-moderato: A mark is \"text\", \"image\"");
        assertThat(save()).isDisabled();
        shoot("content-types-fault");

        schema.fill(
                "{\"type\": \"object\", \"properties\": {\"pro\": {\"title\": \"What is good\", \"type\": \"string\", \"x-moderato\": \"text\"}}}");
        assertThat(save()).isEnabled();
        page.locator(".type-preview textarea").fill("{\"pro\": 7}");
        assertThat(page.locator(".type-preview")).containsText("/pro: Expected a text, got a number.");
        page.locator(".type-preview textarea").fill("{\"pro\": \"The bread\"}");
        assertThat(field("/pro")).containsText("What is good");
        save().click();
        assertThat(page.locator("vaadin-notification-card").last()).containsText("Saved as version 2.");
        assertThat(type("review-of-a-shop").schema())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"pro\":{\"title\":\"What is good\",\"type\":\"string\",\"x-moderato\":\"text\"}}}");
        shoot("content-types");
    }

    @Test
    void retiresATypeThatContentsUseAndRemovesOneThatNoneUses() {
        types().create(admin(), MARKET, new ContentType("a-mistake"), "A mistake", TypeSchema.parse(SCHEMA));
        SecurityContextHolder.clearContext();
        openTypes();
        pick("listing");
        page.getByText("Remove the type…").click();
        confirm();
        assertThat(page.locator("vaadin-notification-card").last()).containsText("Retire it instead");
        page.getByLabel("Retired: takes nothing new").check();
        assertThat(page.locator(".pick-line[data-id=listing]")).containsText("retired");
        assertThat(type("listing").retired()).isTrue();
        pick("a-mistake");
        page.getByText("Remove the type…").click();
        confirm();
        assertThat(page.locator(".pick-line[data-id=a-mistake]")).hasCount(0);
    }

    @Test
    void isNotForModerators() {
        page = browser.loggedIn(url, "mia", SampleData.PASSWORD, 1280, 800);
        page.navigate("/content-types");
        assertThat(page.locator(".empty")).containsText("There is no such page");
    }

    private void openTypes() {
        page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        page.navigate("/content-types");
        page.locator(".pick vaadin-select").click();
        page.locator("vaadin-select-item", new Page.LocatorOptions().setHasText("The flea market"))
                .click();
        page.locator(".pick-line[data-id=listing]").waitFor();
    }

    private void pick(String key) {
        page.locator(".pick-line[data-id=%s]".formatted(key)).click();
        assertThat(page.locator(".detail-header .tag").first()).hasText(key);
    }

    private void confirm() {
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
    }

    private Locator save() {
        return page.locator(".type-name vaadin-button");
    }

    private Locator field(String pointer) {
        return page.locator("[data-field='%s']".formatted(pointer));
    }

    private static OwnType type(String key) {
        return types().find(MARKET, new ContentType(key)).orElseThrow();
    }

    /** Pictures for people, in both themes and widths; what no picture may show is that the page is wider than its window. */
    private void shoot(String name) {
        for (int width : new int[] {1280, 800}) {
            page.setViewportSize(width, 800);
            for (String theme : List.of("light", "dark")) {
                page.evaluate("theme => window.moderato.theme(theme)", theme);
                page.waitForFunction(
                        "() => Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive?.())");
                page.screenshot(new Page.ScreenshotOptions()
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setPath(Path.of("target", "screenshots", name + "-" + theme + "-" + width + ".png")));
            }
            assertThat((boolean) page.evaluate("() => document.scrollingElement.scrollWidth > window.innerWidth"))
                    .as(name + " is wider than a window of " + width)
                    .isFalse();
        }
        page.setViewportSize(1280, 800);
    }
}
