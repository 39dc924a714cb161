package io.moderato.webhook.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Role;
import io.moderato.community.CommunityId;
import io.moderato.console.Browser;
import io.moderato.console.ConsoleContext;
import io.moderato.console.SampleData;
import io.moderato.event.EventType;
import io.moderato.webhook.store.Delivery;
import io.moderato.webhook.store.DeliveryState;
import io.moderato.webhook.store.DueDelivery;
import io.moderato.webhook.store.Subscription;
import io.moderato.webhook.store.SubscriptionTerms;
import io.moderato.webhook.store.Subscriptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** The screens of webhooks in a real browser; the test plays the process that delivers. */
class WebhookScreensTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static ConfigurableApplicationContext context;
    private static Browser browser;
    private static SampleWebhooks webhooks;
    private static String url;
    private Page page;

    @BeforeAll
    static void start() {
        context = ConsoleContext.start(0);
        new SampleData(context).fill();
        webhooks = new SampleWebhooks(context, MAIN);
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

    @Test
    void createsAWebhookAndShowsItsSecretOnce() {
        openWebhooks();
        page.keyboard().press("w");
        field("Name").fill("Ticket system");
        field("Address").fill("https://tickets.example.com/in");
        page.getByLabel("Appeal lodged").check();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".secret input")).isVisible();
        assertThat(page.locator(".secret input").inputValue()).startsWith("whsec_");
        page.keyboard().press("Escape");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Do you have the secret?");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(row("Ticket system")).isVisible();
        Subscription created = named("Ticket system");
        assertThat(created.terms())
                .isEqualTo(new SubscriptionTerms(
                        "Ticket system",
                        "https://tickets.example.com/in",
                        Set.of(EventType.CONTENT_DECIDED, EventType.APPEAL_LODGED),
                        false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tickets.example.com         | The address must begin with https://.
            http://tickets.example.com  | The address must begin with https://.
            https://10.0.0.7/in         | 10.0.0.7 leads to a private network, not to a public host.
            https://me:pw@example.com/  | The address must not hold a user name or a password.
            """)
    void saysWhatIsWrongWithAnAddress(String address, String words) {
        openWebhooks();
        page.keyboard().press("w");
        field("Name").fill("Wrong");
        field("Address").fill(address);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("vaadin-notification-card").first()).containsText(words);
        assertThat(page.locator(".secret")).hasCount(0);
    }

    @Test
    void sendsATestAndShowsWhatCameOfIt() {
        Subscription subscription = create("To be tested");
        openWebhooks();
        page.getByLabel("Test To be tested").click();
        assertThat(page.locator(".test-result")).containsText("On its way");
        webhooks.fail(test(subscription), null);
        assertThat(page.locator(".test-result"))
                .containsText("The receiver answered with 502; it has to be 200 to 299.");
        assertThat(page.locator(".test-result")).containsText("502 Bad Gateway");
        assertThat(page.locator(".test-result title")).hasCount(0);
        page.getByText("Close", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("Test To be tested").click();
        webhooks.take(test(subscription));
        assertThat(page.locator(".test-result")).containsText("The receiver took it with 204 after 48 ms.");
    }

    @Test
    void rotatesDisablesEnablesAndDeletes() {
        create("Comes and goes");
        openWebhooks();
        more("Comes and goes", "New secret…");
        page.locator("vaadin-dialog vaadin-radio-group").waitFor();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".secret input").inputValue()).startsWith("whsec_");
        page.keyboard().press("Escape");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-grid:visible")).containsText("old secret good for 2");
        more("Comes and goes", "Disable…");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-grid:visible")).containsText("Disabled by admin.");
        assertThat(named("Comes and goes").enabled()).isFalse();
        more("Comes and goes", "Enable");
        assertThat(page.locator("vaadin-notification-card").last()).containsText("Events are collected again");
        assertThat(named("Comes and goes").enabled()).isTrue();
        more("Comes and goes", "Delete…");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("vaadin-notification-card").last()).containsText("The webhook is deleted.");
        assertThat(webhooks.subscriptions())
                .noneMatch(each -> each.terms().name().equals("Comes and goes"));
    }

    @Test
    void tellsWhoeverChangesWhatSomebodyElseChanged() {
        Subscription subscription = create("Edited by two");
        openWebhooks();
        more("Edited by two", "Change…");
        context.getBean(Subscriptions.class)
                .disable(webhooks.logIn(), MAIN, subscription.id(), subscription.editVersion());
        field("Address").fill("https://other.example.com/in");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("vaadin-notification-card").first())
                .containsText("Somebody changed this webhook meanwhile");
        assertThat(named("Edited by two").terms().url()).isEqualTo("https://hooks.example.com/in");
    }

    @Test
    void showsWhyADeliveryFailedAndSendsItAgain() {
        page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        page.navigate("/queue");
        page.locator(".screen").waitFor();
        page.keyboard().press("g");
        page.keyboard().press("w");
        assertThat(page.locator(".place")).hasText("Webhook deliveries");
        page.locator("vaadin-select", new Page.LocatorOptions().setHasText("State"))
                .click();
        page.locator("vaadin-select-item", new Page.LocatorOptions().setHasText("Failed"))
                .click();
        int failed = webhooks.deliveries()
                .list(MAIN, null, DeliveryState.DEAD, 0, 100)
                .size();
        assertThat(failed).isGreaterThanOrEqualTo(3);
        Locator calls = page.getByLabel("Show or hide the calls").first();
        calls.click();
        assertThat(page.locator(".attempts")).containsText("The receiver answered with 502");
        assertThat(page.locator(".attempts")).containsText("502 Bad Gateway");
        page.getByText("Send again", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("vaadin-notification-card").last()).containsText("It is sent again");
        await().pollInSameThread()
                .until(() -> webhooks.deliveries()
                                .list(MAIN, null, DeliveryState.DEAD, 0, 100)
                                .size()
                        == failed - 1);
        page.keyboard().press("r");
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        // the notice of the single delivery may still be there, so the state says when all are on their way
        await().pollInSameThread()
                .until(() -> webhooks.deliveries().list(MAIN, null, DeliveryState.DEAD, 0, 100).stream()
                        .allMatch(Delivery::isTest));
    }

    @Test
    void isNotForModerators() {
        context.getBean(Accounts.class).bootstrap("only.moderates", "Mo", SampleData.PASSWORD, Role.MODERATOR);
        page = browser.loggedIn(url, "only.moderates", SampleData.PASSWORD, 1280, 800);
        page.navigate("/webhook-deliveries");
        assertThat(page.locator(".empty")).containsText("There is no such page");
    }

    private void openWebhooks() {
        page = browser.loggedIn(url, "admin", ConsoleContext.ADMIN_PASSWORD, 1280, 800);
        page.navigate("/communities");
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("Main community"))
                .click();
        page.locator(".detail-header h2").first().waitFor();
        page.keyboard().press("2");
        assertThat(page.getByText("Webhooks of Main community")).isVisible();
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private void more(String name, String act) {
        page.getByLabel("More for " + name).click();
        page.locator("vaadin-menu-bar-item, vaadin-context-menu-item", new Page.LocatorOptions().setHasText(act))
                .last()
                .click();
    }

    private Locator row(String name) {
        return page.getByText(name, new Page.GetByTextOptions().setExact(true)).first();
    }

    private static Subscription create(String name) {
        Subscription created =
                webhooks.create(name, "https://hooks.example.com/in", Set.of(EventType.CONTENT_DECIDED), false);
        SecurityContextHolder.clearContext();
        return created;
    }

    private static Subscription named(String name) {
        return webhooks.subscriptions().stream()
                .filter(each -> each.terms().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The test that was asked for. */
    private static DueDelivery test(Subscription subscription) {
        await().pollInSameThread()
                .until(() -> !webhooks.deliveries()
                        .list(MAIN, subscription.id(), DeliveryState.WAITING, 0, 10)
                        .isEmpty());
        List<DueDelivery> due = webhooks.due(subscription);
        assertThat(due)
                .singleElement()
                .satisfies(each -> assertThat(each.isTest()).isTrue());
        return due.getFirst();
    }
}
