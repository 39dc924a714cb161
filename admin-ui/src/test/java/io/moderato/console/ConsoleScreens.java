package io.moderato.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes pictures of every screen and notes what no screen may do: in light on a wide window and in dark on a narrow one, or, where all tests
 * are asked for ({@code -Dmoderato.test.all}), in both themes on both.
 */
final class ConsoleScreens {
    private static final Path FOLDER = Path.of("target", "screenshots");
    private static final int[] WIDTHS = {1280, 800};
    private static final int HEIGHT = 800;
    private static final boolean ALL = Boolean.getBoolean("moderato.test.all");
    /** How much of a screen lies below the window. */
    private static final String BELOW =
            "() => { const page = document.querySelector('.page'); return page.scrollHeight - page.clientHeight; }";

    private final List<String> faults = new ArrayList<>();
    private final Browser browser;
    private final String url;
    private final List<String> only;

    ConsoleScreens(Browser browser, String url, String... only) {
        this.browser = browser;
        this.url = url;
        this.only = List.of(only);
    }

    /** Looks at a running console: the address, then the names of the screens to look at, or none for all. */
    public static void main(String[] arguments) {
        try (Browser browser = Browser.start()) {
            String[] only = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
            System.out.println(new ConsoleScreens(browser, arguments[0], only).take());
        }
    }

    /** Takes them all and returns what is wrong: errors of the page, and screens wider than the window. */
    List<String> take() {
        Page login = browser.page(url, WIDTHS[0], HEIGHT);
        watch(login);
        login.navigate("/login");
        login.locator("vaadin-login-form input[name=username]").waitFor();
        shoot(login, "login");
        login.context().close();
        moderator();
        admin();
        author();
        return faults;
    }

    private void moderator() {
        Page page = logIn("moderator", SampleData.PASSWORD);
        page.locator(".queue-line").first().waitFor();
        shoot(page, "queue");
        page.keyboard().press("n");
        page.locator(".posted").waitFor();
        shoot(page, "case");
        open(page, "r", ".rule", "case-reject");
        open(page, "m", ".difference", "case-modify");
        open(page, "?", ".key-line", "case-keys");
        page.keyboard().press("s");
        page.locator(".veil").waitFor();
        shoot(page, "case-held-back");
        page.keyboard().press("a");
        page.locator(".undo").waitFor();
        shoot(page, "case-undo");
        page.keyboard().press("z");
        page.locator(".veil").waitFor();
        page.navigate("/appeals");
        page.locator(".queue-line").first().click();
        page.locator(".appeal").waitFor();
        shoot(page, "appeals");
        open(page, "o", "vaadin-dialog textarea", "appeals-overturn");
        page.navigate("/suggestions");
        page.locator(".suggested-score").first().waitFor();
        shoot(page, "suggestions");
        page.keyboard().press("s");
        page.locator(".score-choice").first().waitFor();
        shoot(page, "suggestions-several");
        page.navigate("/my-cases");
        page.locator(".state").waitFor();
        shoot(page, "my-cases");
        page.context().close();
    }

    private void admin() {
        Page page = logIn("admin", ConsoleContext.ADMIN_PASSWORD);
        for (String screen : new String[] {
            "policies",
            "blocklists",
            "content-types",
            "archives",
            "webhook-deliveries",
            "dead-letters",
            "communities",
            "users",
            "audit",
            "nowhere"
        }) {
            page.navigate("/" + screen);
            page.locator(".screen").first().waitFor();
            shoot(page, screen);
        }
        model(page);
        page.navigate("/blocklists");
        page.locator(".detail-header h2").waitFor();
        open(page, "n", "vaadin-dialog vaadin-form-layout", "blocklists-new");
        open(page, "i", "vaadin-dialog vaadin-upload", "blocklists-import");
        page.navigate("/communities");
        page.locator(".detail-header h2").waitFor();
        open(page, "k", "vaadin-dialog vaadin-checkbox-group", "communities-key");
        open(page, "o", ".mapping-row vaadin-select", "communities-openai");
        webhooks(page);
        page.navigate("/suggestions");
        page.locator(".suggested-score").first().waitFor();
        open(page, "b", "vaadin-dialog vaadin-integer-field", "suggestions-labels");
        page.navigate("/communities");
        page.locator(".pick-line").last().click();
        page.getByText("Keys of all communities").waitFor();
        open(page, "k", "vaadin-dialog vaadin-checkbox-group", "communities-key-for-all");
        page.navigate("/users");
        page.getByLabel("Change user", new Page.GetByLabelOptions().setExact(true))
                .click();
        page.locator(".form-line").first().waitFor();
        shoot(page, "users-change");
        page.context().close();
    }

    private void webhooks(Page page) {
        page.locator(".pick-line", new Page.LocatorOptions().setHasText("Main community"))
                .click();
        page.keyboard().press("2");
        page.locator(".address").first().waitFor();
        shoot(page, "webhooks");
        open(page, "w", "vaadin-dialog vaadin-checkbox-group", "webhooks-new");
        page.navigate("/webhook-deliveries");
        page.getByLabel("Show or hide the calls").first().click();
        page.locator(".attempts").first().waitFor();
        shoot(page, "webhook-deliveries-calls");
    }

    /** Each part in a window high enough for the whole of it. */
    private void model(Page page) {
        for (String part :
                new String[] {"overview", "sets", "behaviour", "probabilities", "card", "data", "instances"}) {
            page.navigate("/model/" + part);
            page.locator("vaadin-tabsheet .card:visible").first().waitFor();
            shoot(page, "model-" + part, true);
        }
    }

    private void author() {
        Page page = logIn("user", SampleData.PASSWORD);
        page.locator(".mine-line").first().waitFor();
        shoot(page, "mine");
        page.locator(".mine-line", new Page.LocatorOptions().setHasText("workout"))
                .click();
        page.locator(".statement").waitFor();
        shoot(page, "mine-removed");
        page.getByText("All my content").click();
        page.locator(".mine-line", new Page.LocatorOptions().setHasText("argument"))
                .click();
        page.locator(".appeal-steps").waitFor();
        shoot(page, "mine-appealed");
        page.context().close();
    }

    private Page logIn(String username, String password) {
        Page page = browser.loggedIn(url, username, password, WIDTHS[0], HEIGHT);
        watch(page);
        page.locator(".screen").first().waitFor();
        return page;
    }

    private void open(Page page, String key, String shows, String name) {
        page.keyboard().press(key);
        page.locator(shows).first().waitFor();
        shoot(page, name);
        page.keyboard().press("Escape");
        page.locator(shows).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    private void watch(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                faults.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> faults.add(page.url() + ": " + error));
    }

    private void shoot(Page page, String name) {
        shoot(page, name, false);
    }

    private void shoot(Page page, String name, boolean whole) {
        if (!only.isEmpty() && !only.contains(name)) {
            return;
        }
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            if (whole) {
                page.setViewportSize(width, HEIGHT + (int) page.evaluate(BELOW));
            }
            for (String theme : ALL ? List.of("light", "dark") : List.of(width == WIDTHS[0] ? "light" : "dark")) {
                page.evaluate("theme => window.moderato.theme(theme)", theme);
                page.waitForFunction(
                        "() => Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive?.())");
                page.screenshot(new Page.ScreenshotOptions()
                        .setAnimations(ScreenshotAnimations.DISABLED)
                        .setPath(FOLDER.resolve(name + "-" + theme + "-" + width + ".png")));
            }
            if ((boolean) page.evaluate("() => document.scrollingElement.scrollWidth > window.innerWidth")) {
                faults.add(name + " is wider than a window of " + width);
            }
        }
        page.setViewportSize(WIDTHS[0], HEIGHT);
    }
}
