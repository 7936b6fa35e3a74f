package dev.nn.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with one page. Where none is installed the test is skipped; in CI that is a failure. */
public final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final ChromeDriver driver;

    public Browser() {
        File browser = program("chromium", "chromium-browser", "google-chrome");
        File control = program("chromedriver");
        if (browser == null || control == null) {
            String missing = "no %s on the PATH (Debian: apt-get install chromium chromium-driver)"
                    .formatted(browser == null ? "chromium" : "chromedriver");
            assertThat(System.getenv("CI")).as(missing).isNull();
            abort(missing);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Objects.requireNonNull(browser));
        options.addArguments(FLAGS);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Objects.requireNonNull(control))
                        .build(),
                options);
        size(1280, 900);
    }

    private static @Nullable File program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator, -1))
                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElse(null);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** A window of that size, in CSS pixels. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Light or dark. */
    public void theme(String name) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    public void open(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public String text(String selector) {
        return find(selector).getText();
    }

    /** The number in an element's text, which may have commas. */
    public double number(String selector) {
        String digits = text(selector).lines().findFirst().orElse("").replaceAll("[^0-9.]", "");
        return digits.isEmpty() ? Double.NaN : Double.parseDouble(digits);
    }

    public void click(String selector) {
        find(selector).click();
    }

    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Moves the focus on until it is on such an element. */
    public void tabTo(String selector) {
        for (int i = 0; i < 150; i++) {
            if (yes("document.activeElement !== document.body && document.activeElement.matches('%s')"
                    .formatted(selector))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("no way to " + selector + " by the keyboard");
    }

    /** The value of an expression in the page. */
    public Object value(String expression) {
        return Objects.requireNonNull(driver.executeScript("return " + expression), expression);
    }

    public boolean yes(String expression) {
        return value("Boolean(" + expression + ")").equals(true);
    }

    /** All pixels of a canvas, as text. */
    public String pixels(String selector) {
        return (String) value("document.querySelector('%s').toDataURL()".formatted(selector));
    }

    /** Waits for something. */
    public static void until(String what, Duration limit, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            Thread.sleep(50);
        }
    }

    /** What the page has complained about since the last call. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
