package io.moderato;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Takes pictures of every screen, light and dark, wide and narrow. */
final class ConsoleScreens {
    private static final Path FOLDER = Path.of("target", "screenshots");

    private final Browser browser;
    private final String url;

    ConsoleScreens(Browser browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    /** Looks at a running console: the address, then the names of the screens to look at, or none for all. */
    public static void main(String[] arguments) {
        try (Browser browser = Browser.start()) {
            String only = arguments.length > 1 ? arguments[1] : "";
            new ConsoleScreens(browser, arguments[0]).takeAll(only);
        }
    }

    void takeAll(String only) {
        for (String theme : new String[] {"light", "dark"}) {
            for (int width : new int[] {1280, 800}) {
                take(theme, width, only);
            }
        }
    }

    private void take(String theme, int width, String only) {
        if (wants(only, "login")) {
            Page login = browser.page(url, width, 800);
            themed(login, theme);
            login.navigate("/login");
            login.locator("vaadin-login-form input[name=username]").waitFor();
            shoot(login, "login", theme, width);
            login.context().close();
        }
        Page moderator = browser.page(url, width, 800);
        themed(moderator, theme);
        moderator.navigate("/login");
        Browser.logIn(moderator, "moderator", SampleData.PASSWORD);
        moderator.locator(".queue-line").first().waitFor(attached());
        if (wants(only, "queue")) {
            shoot(moderator, "queue", theme, width);
        }
        if (wants(only, "case")) {
            openCase(moderator, width);
            shoot(moderator, "case", theme, width);
            moderator.keyboard().press("r");
            moderator.locator(".rule").first().waitFor();
            shoot(moderator, "case-reject", theme, width);
            moderator.keyboard().press("Escape");
            moderator.locator(".rule").first().waitFor(gone());
            moderator.keyboard().press("m");
            moderator.locator(".difference").waitFor();
            shoot(moderator, "case-modify", theme, width);
            moderator.keyboard().press("Escape");
            moderator.locator(".difference").waitFor(gone());
            moderator.keyboard().press("?");
            moderator.locator(".key-line").first().waitFor();
            shoot(moderator, "case-keys", theme, width);
            moderator.keyboard().press("Escape");
        }
        if (wants(only, "appeals")) {
            moderator.navigate("/appeals");
            moderator.locator(".queue-line").first().waitFor(attached());
            openCase(moderator, width);
            moderator.locator(".appeal").waitFor();
            shoot(moderator, "appeals", theme, width);
        }
        moderator.context().close();
        Page admin = browser.page(url, width, 800);
        themed(admin, theme);
        admin.navigate("/login");
        Browser.logIn(admin, "admin", Console.ADMIN_PASSWORD);
        admin.locator(".screen").first().waitFor();
        for (String screen :
                new String[] {"policies", "blocklists", "model", "dead-letters", "communities", "users", "audit"}) {
            if (wants(only, screen)) {
                admin.navigate("/" + screen);
                admin.locator(".screen").first().waitFor();
                shoot(admin, screen, theme, width);
            }
        }
        if (wants(only, "users")) {
            admin.navigate("/users");
            admin.getByLabel("Change user").click();
            admin.locator(".form-line").first().waitFor();
            shoot(admin, "users-change", theme, width);
        }
        admin.context().close();
        if (wants(only, "mine")) {
            Page user = browser.page(url, width, 800);
            themed(user, theme);
            user.navigate("/login");
            Browser.logIn(user, "user", SampleData.PASSWORD);
            user.locator(".mine-line").first().waitFor();
            shoot(user, "mine", theme, width);
            user.locator(".mine-line", new Page.LocatorOptions().setHasText("workout"))
                    .click();
            user.locator(".statement").waitFor();
            shoot(user, "mine-removed", theme, width);
            user.getByText("All my content").click();
            user.locator(".mine-line", new Page.LocatorOptions().setHasText("argument"))
                    .click();
            user.locator(".appeal-steps").waitFor();
            shoot(user, "mine-appealed", theme, width);
            user.context().close();
        }
    }

    private static void openCase(Page page, int width) {
        if (width <= 800) {
            page.keyboard().press("l");
        }
        page.locator(".queue-line").first().click();
        page.locator(".posted").waitFor();
    }

    private static com.microsoft.playwright.Locator.WaitForOptions attached() {
        return new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    private static com.microsoft.playwright.Locator.WaitForOptions gone() {
        return new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }

    private static boolean wants(String only, String screen) {
        return only.isEmpty() || java.util.List.of(only.split(",")).contains(screen);
    }

    private static void themed(Page page, String theme) {
        page.addInitScript("localStorage.setItem('moderato.theme', '" + theme + "')");
    }

    private static void shoot(Page page, String name, String theme, int width) {
        page.waitForFunction(
                "() => !document.querySelector('.v-loading-indicator') || document.querySelector('.v-loading-indicator').style.display === 'none'");
        page.evaluate("() => document.fonts.ready");
        page.screenshot(
                new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + "-" + theme + "-" + width + ".png")));
    }
}
