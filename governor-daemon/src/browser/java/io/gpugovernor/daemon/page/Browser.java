package io.gpugovernor.daemon.page;

import io.gpugovernor.daemon.node.Eventually;
import java.io.File;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium. */
final class Browser implements AutoCloseable {
    /** Kept, or the level set on it would be lost. It warns of every Chromium that is newer than it. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;

    /**
     * @param chromium its program
     * @param chromedriver the program that drives it
     */
    Browser(File chromium, File chromedriver) {
        DEVTOOLS.setLevel(Level.OFF);
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.setCapability("goog:loggingPrefs", logged);
        // Continuous integration runs as root in containers with a small /dev/shm.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en-GB");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver)
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    /** Opens a page, and waits until it shows what the daemon says. */
    void open(String url, Screen screen) {
        // The page before this one stops asking its daemon, which may be gone.
        driver.get("about:blank");
        complaints();
        on(screen);
        driver.get(url);
        waitFor("the daemon's first answer", () -> text("#updated").startsWith("live"));
    }

    void on(Screen screen) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", screen.scheme()),
                                Map.of("name", "prefers-reduced-motion", "value", screen.still() ? "reduce" : ""))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        screen.width(),
                        "height",
                        screen.height(),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        screen.width() < 500));
    }

    String title() {
        return Objects.requireNonNull(driver.getTitle());
    }

    /** The text of the only element that {@code selector} finds, with plain spaces; empty if there is none. */
    String text(String selector) {
        List<String> found = texts(selector);
        return found.isEmpty() ? "" : found.get(0);
    }

    /** The texts that a reader sees: of elements that are not hidden. */
    List<String> texts(String selector) {
        return strings(
                "return [...document.querySelectorAll(arguments[0])].filter(found => found.checkVisibility())"
                        + ".map(found => found.innerText.replace(/[\\u202f\\s]+/g, ' ').trim())",
                selector);
    }

    /** An attribute of the first element found; empty if there is neither. */
    String attribute(String selector, String name) {
        return String.valueOf(run(
                "const found = document.querySelector(arguments[0]);"
                        + "return found && found.getAttribute(arguments[1]) || ''",
                selector,
                name));
    }

    long count(String selector) {
        return ((Number) Objects.requireNonNull(run("return document.querySelectorAll(arguments[0]).length", selector)))
                .longValue();
    }

    List<String> strings(String script, Object... arguments) {
        List<?> found = (List<?>) Objects.requireNonNull(driver.executeScript(script, arguments));
        return found.stream().map(String::valueOf).toList();
    }

    /** What a script that ends later gives to its callback. */
    List<String> later(String script) {
        List<?> found = (List<?>) Objects.requireNonNull(driver.executeAsyncScript(script));
        return found.stream().map(String::valueOf).toList();
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What the focus is on, by its label, name or text. */
    String focused() {
        return String.valueOf(run("const on = document.activeElement;"
                + "return (on.getAttribute('aria-label') || on.innerText).replace(/[\\u202f\\s]+/g, ' ').trim()"));
    }

    void waitFor(String what, BooleanSupplier condition) {
        Eventually.holds(what, condition);
    }

    /** What the browser complained of since it was asked last: errors of scripts, refusals of the page's policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** @return PNG of the whole page, or of what is on the screen */
    byte[] picture(boolean whole) {
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
