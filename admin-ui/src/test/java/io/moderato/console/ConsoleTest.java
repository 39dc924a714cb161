package io.moderato.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.moderato.access.store.Account;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Role;
import io.moderato.appeal.store.AppealState;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.decision.store.Decisions;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.review.store.DecisionFinisher;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The console in a real browser on a real database. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {
    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static SampleData data;
    private static String url;
    private Page page;

    @BeforeAll
    static void start() {
        // a decision waits until the test says that its time to be taken back is over
        context = ConsoleContext.start(0, "moderato.review.undo-period=1m");
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

    @AfterEach
    void closePage() {
        if (page != null) {
            page.context().close();
        }
    }

    @Test
    @Order(1)
    void everyScreenFitsAndRaisesNoErrorInLightAndDark() {
        assertThat(new ConsoleScreens(browser, url).take()).isEmpty();
    }

    @Test
    void slowsDownWhoeverGuessesPasswordsAndSaysHowLong() {
        Accounts accounts = context.getBean(Accounts.class);
        accounts.bootstrap("guessed", "Guessed", SampleData.PASSWORD, Role.USER);
        page = browser.page(url, 1280, 800);
        page.navigate("/login");
        for (int i = 0; i < 5; i++) {
            Browser.logIn(page, "guessed", "wrong " + i);
            assertThat(page.locator("vaadin-login-form")).containsText("That did not match");
            page.navigate("/login");
        }
        Browser.logIn(page, "guessed", SampleData.PASSWORD);
        assertThat(page.locator("vaadin-login-form")).containsText("Too many tries");
        assertThat(page.locator("vaadin-login-form")).containsText("Wait ");
    }

    @Test
    void endsTheSessionOfAnAccountThatIsDisabled() {
        Accounts accounts = context.getBean(Accounts.class);
        Account leaver = accounts.bootstrap("leaver", "Leaver", SampleData.PASSWORD, Role.MODERATOR);
        page = browser.loggedIn(url, "leaver", SampleData.PASSWORD, 1280, 800);
        assertThat(page.locator(".place")).hasText("Queue");
        context.getBean(JdbcClient.class)
                .sql("UPDATE account SET enabled = false WHERE id = ?")
                .param(leaver.actor().id())
                .update();
        page.navigate("/appeals");
        assertThat(page.locator("vaadin-login-form")).isVisible();
        Browser.logIn(page, "leaver", SampleData.PASSWORD);
        assertThat(page.locator("vaadin-login-form")).containsText("That did not match");
    }

    @Test
    void decidesWithTheKeyboardAloneAndShowsTheNextCaseAtOnce() {
        Content first = urgent("key-1", "First of all, you clown, this is wrong.", "clown");
        Content second = urgent("key-2", "Second, you clown, this is wrong too.", "clown");
        Content third = urgent("key-3", "Third, you clown, call me.", "clown");
        page = moderator();
        press("n");
        assertThat(page.locator(".posted")).hasText("First of all, you clown, this is wrong.");
        assertThat(page.locator(".posted .mark")).hasText("clown");
        assertThat(page.locator(".lease")).containsText("left");
        press("t");
        page.keyboard().type("seen before");
        press("Escape");
        press("r");
        assertThat(page.locator(".rule").first()).isVisible();
        press("4");
        assertThat(page.locator(".posted")).hasText("Second, you clown, this is wrong too.");
        Decision rejected = madeFinal(first);
        assertThat(rejected.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(rejected.result().reasons().getFirst().category()).isEqualTo(Category.INSULT);
        assertThat(rejected.by()).isEqualTo(new DecidedBy.Human("moderator", "seen before"));
        press("m");
        assertThat(page.locator(".difference del")).hasText("clown,");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".posted")).hasText("Third, you clown, call me.");
        assertThat(madeFinal(second).result().modifiedText()).isEqualTo("Second, you •••••, this is wrong too.");
        press("a");
        assertThat(page.locator(".posted")).not().hasText("Third, you clown, call me.");
        Decision approved = madeFinal(third);
        assertThat(approved.result().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(approved.by()).isEqualTo(new DecidedBy.Human("moderator", null));
        press("s");
    }

    @Test
    void saysThatTheTimeIsOverWhoHasTheCaseNowAndKeepsTheNote() {
        Content content = urgent("lease", "A case for two, you clown.", "clown");
        page = moderator();
        press("n");
        assertThat(page.locator(".posted")).hasText("A case for two, you clown.");
        press("t");
        page.keyboard().type("half a thought");
        press("Escape");
        sql("UPDATE review_case SET lease_until = now() - interval '1 second' WHERE content_id = ?", content);
        press("a");
        assertThat(page.locator(".banner")).containsText("Your time with this case ran out");
        assertThat(page.locator(".banner")).containsText("Your note is still here");
        sql(
                "UPDATE review_case SET state = 'CLAIMED', lease_until = now() + interval '5 minutes',"
                        + " claimed_by = (SELECT id FROM account WHERE username = 'moderator2') WHERE content_id = ?",
                content);
        press("a");
        assertThat(page.locator(".banner")).containsText("Ben Ortiz has this case now");
        assertThat(page.locator(".note input")).hasValue("half a thought");
        assertThat(context.getBean(Decisions.class).history(content.id())).hasSize(1);
        sql("UPDATE review_case SET state = 'RESOLVED' WHERE content_id = ?", content);
    }

    @Test
    void showsMarkupInPostedTextAsText() {
        Content content = data.review("mallory", SampleData.XSS, Category.THREAT, 0.3, "idiot", SampleData.XSS);
        sql("UPDATE review_case SET rank_at = now() - interval '9 days' WHERE content_id = ?", content);
        page = moderator();
        press("n");
        assertThat(page.locator(".posted")).hasText(SampleData.XSS);
        assertThat(page.locator(".parent-text")).hasText(SampleData.XSS);
        assertThat(page.locator(".review img, .review script").count()).isZero();
        assertThat(page.title()).startsWith("Queue");
        press("a");
        assertThat(page.locator(".posted")).not().hasText(SampleData.XSS);
        press("s");
    }

    @Test
    void authorAppealsAndAnotherModeratorOverturns() {
        Content content = data.decide(
                "kim",
                "My knee is killing me since the marathon.",
                Outcome.REJECT,
                Category.THREAT,
                0.9,
                "killing",
                null);
        page = browser.loggedIn(url, "user", SampleData.PASSWORD, 800, 900);
        page.locator(".mine-line", new Page.LocatorOptions().setHasText("My knee"))
                .click();
        assertThat(page.locator(".statement")).containsText("no person was involved");
        page.getByText("Appeal", new Page.GetByTextOptions().setExact(true)).click();
        page.locator(".appeal-form textarea").fill("It is only my knee.");
        page.getByText("Send the appeal").click();
        assertThat(page.locator(".appeal-steps")).containsText("A person is looking at it");
        page.context().close();

        page = moderator();
        press("g");
        press("a");
        assertThat(page.locator(".place")).hasText("Appeals");
        page.locator(".queue-line", new Page.LocatorOptions().setHasText("My knee"))
                .click();
        assertThat(page.locator(".author-words")).hasText("It is only my knee.");
        press("o");
        assertThat(page.locator("vaadin-dialog textarea")).isFocused();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".undo")).containsText("Appeal answered");
        page.context().close();
        assertThat(context.getBean(Appeals.class).about(content.id()).getFirst().state())
                .isEqualTo(AppealState.RECEIVED);
        madeFinal(content);
        assertThat(context.getBean(Appeals.class).about(content.id()).getFirst().state())
                .isEqualTo(AppealState.OVERTURNED);

        page = browser.loggedIn(url, "user", SampleData.PASSWORD, 1280, 800);
        page.locator(".mine-line", new Page.LocatorOptions().setHasText("My knee"))
                .click();
        assertThat(page.locator(".story h2").first()).hasText("Your post is shown");
        assertThat(page.locator(".appeal-steps")).containsText("You were right");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue",
                "my-cases",
                "appeals",
                "policies",
                "blocklists",
                "content-types",
                "model",
                "archives",
                "dead-letters",
                "webhook-deliveries",
                "communities",
                "users",
                "audit"
            })
    void refusesAuthorsEveryScreenThatIsNotTheirs(String screen) {
        page = browser.loggedIn(url, "user", SampleData.PASSWORD, 1280, 800);
        page.navigate("/" + screen);
        assertThat(page.locator(".empty")).containsText("There is no such page");
        assertThat(page.locator("vaadin-side-nav-item")).hasCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policies",
                "blocklists",
                "content-types",
                "model",
                "archives",
                "dead-letters",
                "webhook-deliveries",
                "communities",
                "users",
                "audit"
            })
    void refusesModeratorsTheAdministration(String screen) {
        page = moderator();
        page.navigate("/" + screen);
        assertThat(page.locator(".empty")).containsText("There is no such page");
    }

    @Test
    void sendsWhoIsNotLoggedInToTheLogin() {
        page = browser.page(url, 1280, 800);
        for (String screen : List.of("", "queue", "users", "my-content", "no-such-screen")) {
            page.navigate("/" + screen);
            assertThat(page.locator("vaadin-login-form")).isVisible();
        }
    }

    @Test
    void createsAUserWhoCanLogIn() {
        page = admin("users");
        press("n");
        page.getByLabel("User name").fill("new.person");
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Throw away what you wrote?");
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        assertThat(page.getByLabel("User name")).hasValue("new.person");
        page.getByLabel("Name that colleagues see").fill("Nele Neu");
        page.locator("vaadin-dialog input[type=password]").fill("short");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("vaadin-notification-card").first()).containsText("8 to 200 characters");
        page.locator("vaadin-dialog input[type=password]").fill("long enough to be good");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("vaadin-dialog.account")).containsText("Nele Neu");
        page.getByLabel("Main community", new Page.GetByLabelOptions().setExact(true))
                .check();
        assertThat(page.locator("vaadin-notification-card").last()).containsText("In Main community");
        page.context().close();
        page = browser.loggedIn(url, "new.person", "long enough to be good", 1280, 800);
        assertThat(page.locator(".place")).hasText("Queue");
    }

    @Test
    void showsAKeysSecretOnceAndTheKeyOpensItsCommunity() {
        page = admin("communities");
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("Main community"))
                .click();
        assertThat(page.locator(".detail-header h2")).hasText("Keys of Main community");
        press("k");
        page.locator("vaadin-dialog vaadin-text-field input").first().fill("the forum's server");
        page.keyboard().press("Control+Enter");
        String secret = page.locator(".secret input").inputValue();
        assertThat(context.getBean(ApiKeys.class).authenticate(secret))
                .hasValueSatisfying(key -> assertThat(key.community()).isEqualTo(SampleData.MAIN));
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Do you have the key?");
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        assertThat(page.locator(".secret input")).hasValue(secret);
        page.keyboard().press("Escape");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        assertThat(page.locator("vaadin-grid")).containsText("the forum's server");
        page.getByText("Revoke…").first().click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-notification-card").last()).containsText("does not work any more");
        assertThat(context.getBean(ApiKeys.class).authenticate(secret)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "users,n,vaadin-dialog input >> nth=0",
        "communities,n,vaadin-dialog input >> nth=0",
        "communities,k,vaadin-dialog input >> nth=0",
        "blocklists,n,vaadin-dialog input >> nth=0",
        "blocklists,i,vaadin-dialog textarea"
    })
    void asksBeforeEscThrowsAwayWhatWasTyped(String screen, String key, String field) {
        page = admin(screen);
        page.locator("[data-key=" + key + "]").first().waitFor();
        press(key);
        page.locator(field).waitFor();
        page.locator(field).focus();
        page.keyboard().type("some words");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Throw away what you wrote?");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        assertThat(page.locator(field)).hasValue("some words");
        press("Escape");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        press(key);
        page.locator(field).waitFor();
        press("Escape");
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
    }

    @Test
    void asksBeforeEscThrowsAwayANewPassword() {
        page = admin("users");
        page.getByLabel("Change user", new Page.GetByLabelOptions().setExact(true))
                .click();
        page.locator("vaadin-dialog.account input[type=password]").focus();
        page.keyboard().type("a secret that nobody saved");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Throw away what you wrote?");
        press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
        assertThat(page.locator("vaadin-dialog.account input[type=password]")).hasValue("a secret that nobody saved");
    }

    @Test
    void publishesThresholdsAndTellsWhoWasSlower() {
        page = admin("policies");
        Page slower = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        slower.navigate("/policies");
        for (Page each : List.of(page, slower)) {
            Locator field = each.getByLabel("Reject above, Insult");
            field.fill(each == page ? "0.95" : "0.99");
            field.press("Tab");
            each.getByLabel("What changes and why").fill("Fewer wrong removals");
        }
        page.getByText("Publish", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".versions")).containsText("Fewer wrong removals");
        assertThat(context.getBean(PoliciesInForce.class)
                        .of(SampleData.MAIN)
                        .thresholds()
                        .get(Category.INSULT)
                        .rejectAbove())
                .isEqualTo(0.95);
        slower.getByText("Publish", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(slower.locator("vaadin-notification-card").first())
                .containsText("Somebody published another version");
        slower.context().close();
    }

    @Test
    void publishesWhatFollowsFromWhatWasNotExamined() {
        page = admin("policies");
        page.getByLabel("An image that no model looks at").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("The examined parts decide alone"))
                .click();
        page.getByLabel("What changes and why").fill("Pictures are looked at elsewhere");
        page.getByText("Publish", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".versions")).containsText("Pictures are looked at elsewhere");
        PolicyTerms terms =
                context.getBean(PoliciesInForce.class).of(SampleData.MAIN).terms();
        assertThat(terms.outcomeOf(UnexaminedReason.NO_IMAGE_MODEL)).isEqualTo(Outcome.APPROVE);
        assertThat(terms.outcomeOf(UnexaminedReason.TOO_LONG)).isEqualTo(Outcome.REVIEW);
        assertThat(terms.chain()).isEqualTo(ChainRule.STRICTEST_WINS);
        assertThat(terms.thresholds()).isNotEmpty();
    }

    @Test
    void importsTermsAndSaysWhatWasNotTaken() {
        page = admin("blocklists");
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("Phone numbers"))
                .click();
        assertThat(page.locator(".detail-header h2")).hasText("Phone numbers");
        press("i");
        page.locator("vaadin-dialog textarea").fill("# comment\n\\bfoo\\d+\\b\n(unclosed\n\\bfoo\\d+\\b\n");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".import-summary"))
                .containsText("1 term was added, 1 was there already, 1 line was not taken");
        assertThat(page.locator(".import-summary")).containsText("line 3");
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-grid")).containsText("foo");
    }

    @Test
    void tellsAnAdminThatAnotherOneChangedTheListMeanwhile() {
        Blocklists lists = context.getBean(Blocklists.class);
        lists.bootstrap(
                SampleData.MAIN, "Spoilers", RuleKind.KEYWORD, Category.SPAM, RuleAction.REVIEW, List.of("the butler"));
        page = admin("blocklists");
        Page slower = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        slower.navigate("/blocklists");
        for (Page each : List.of(page, slower)) {
            each.locator(".pick-line", new Page.LocatorOptions().setHasText("Spoilers"))
                    .click();
            assertThat(each.locator(".detail-header h2")).hasText("Spoilers");
        }
        page.getByText("Rename…").click();
        page.locator("vaadin-dialog input").fill("Plot twists");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".detail-header h2")).hasText("Plot twists");
        slower.getByText("In force").click();
        assertThat(slower.locator("vaadin-notification-card").first())
                .containsText("Somebody changed this blocklist meanwhile, so your change was not saved");
        assertThat(slower.locator(".detail-header h2")).hasText("Plot twists");
        assertThat(slower.locator("vaadin-checkbox input")).isChecked();
        slower.getByText("In force").click();
        assertThat(slower.locator(".pick-line[aria-current]")).containsText("not in force");
        assertThat(lists.of(SampleData.MAIN))
                .filteredOn(list -> list.name().equals("Plot twists"))
                .singleElement()
                .matches(list -> !list.enabled());
        slower.context().close();
    }

    @Test
    void makesAKeyThatAdministersAllCommunities() {
        page = admin("communities");
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("All communities"))
                .click();
        assertThat(page.locator(".detail-header h2")).hasText("Keys of all communities");
        assertThat(page.locator(".detail")).containsText("Programs that administer all communities");
        press("k");
        page.locator("vaadin-dialog vaadin-text-field input").first().fill("the nightly apply");
        page.keyboard().press("Control+Enter");
        String secret = page.locator(".secret input").inputValue();
        assertThat(context.getBean(ApiKeys.class).authenticate(secret)).hasValueSatisfying(key -> {
            assertThat(key.administersAll()).isTrue();
            assertThat(key.createdBy()).isEqualTo("admin");
        });
        page.keyboard().press("Escape");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-grid")).containsText("the nightly apply");
        assertThat(page.locator("vaadin-grid")).containsText("admin:read");
        assertThat(page.locator(".pick-line[aria-current]")).containsText("All communities");
        page.getByText("Revoke…").first().click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-grid")).containsText("revoked");
        assertThat(context.getBean(ApiKeys.class).authenticate(secret)).isEmpty();
    }

    @Test
    void renamesACommunityAndRefusesNoName() {
        CommunityId id = new CommunityId("to-rename");
        context.getBean(Communities.class).bootstrap(id, "Before");
        page = admin("communities");
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("to-rename"))
                .click();
        assertThat(page.locator(".detail-header h2")).hasText("Keys of Before");
        page.getByText("Rename…").click();
        page.locator("vaadin-dialog input").fill(" ");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("vaadin-notification-card").first()).containsText("has 1 to 100 characters");
        page.locator("vaadin-dialog input").fill("After");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".detail-header h2")).hasText("Keys of After");
        assertThat(page.locator(".pick-line[aria-current]")).containsText("After");
    }

    @Test
    void veilsPayloadsAndLetsDeadLettersBeSentAgain() {
        page = admin("dead-letters");
        assertThat(page.locator(".payload")).hasCount(0);
        page.getByText("Payload").last().click();
        assertThat(page.locator(".payload")).containsText("<b>secret text</b>");
        page.getByText("Send again", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("vaadin-notification-card").first()).containsText("as soon as Kafka answers");
        assertThat(page.locator(".rest")).hasText("1 waiting");
        assertThat(page.locator("vaadin-grid")).containsText("to be sent again, by admin");
    }

    private static Content urgent(String author, String text, String found) {
        Content content = data.review(author, text, Category.INSULT, 0.4, found, null);
        // ahead of every other case, in the order in which they are made
        sql("UPDATE review_case SET rank_at = now() - interval '5 days' WHERE content_id = ?", content);
        return content;
    }

    private static void sql(String statement, Content content) {
        context.getBean(JdbcClient.class)
                .sql(statement)
                .param(content.id().value())
                .update();
    }

    /** The decision about it, once the time to take it back is over. */
    private static Decision madeFinal(Content content) {
        sql("UPDATE pending_decision SET final_at = now() WHERE content_id = ?", content);
        context.getBean(DecisionFinisher.class).finishOverdue();
        return context.getBean(Decisions.class).history(content.id()).getLast();
    }

    private static Page moderator() {
        Page page = browser.loggedIn(url, "moderator", SampleData.PASSWORD, 1280, 800);
        page.locator(".queue-line").first().waitFor();
        return page;
    }

    private static Page admin(String screen) {
        Page page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        page.navigate("/" + screen);
        page.locator(".screen").first().waitFor();
        return page;
    }

    private void press(String key) {
        page.keyboard().press(key);
    }
}
