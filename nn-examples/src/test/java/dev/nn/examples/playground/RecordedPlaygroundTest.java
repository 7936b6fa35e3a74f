package dev.nn.examples.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.examples.browser.Browser;
import dev.nn.examples.browser.PageLooks;
import dev.nn.json.Json;
import dev.nn.kernel.ScalarDenseKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page without a server: one file, read from disk, that computes what the library computes. */
class RecordedPlaygroundTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private static Path folder = Path.of("");

    private static RecordedPlayground playground;
    private static String address = "";

    @BeforeAll
    static void record() throws IOException {
        playground = RecordedPlayground.of(new ScalarDenseKernels(), run -> -1, Map.of());
        Path file = folder.resolve("playground.html");
        Files.writeString(file, playground.html(), StandardCharsets.UTF_8);
        address = file.toUri().toString();
    }

    @Test
    void itIsOneFileOfModestSizeThatNeedsNothingElse() throws IOException {
        String page = playground.html();
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_500_000);
        assertThat(page).doesNotContain("${style}", "${script}", "${data}", "\nimport ", "\nexport ");
        assertThat(page).doesNotContain("https://").doesNotContain("src=");
        assertThat(playground.runs()).hasSize(8);
        for (RecordedRun run : playground.runs()) assertThat(run.moments()).hasSizeGreaterThan(70);
    }

    /** The page computes pictures from weights by itself, as the library does: every byte at most one step off. */
    @Test
    void itsPicturesAreTheLibrarys() throws Exception {
        try (Browser browser = new Browser()) {
            for (RecordedRun run : playground.runs()) {
                open(browser, run.preset().name());
                browser.find("#scrub").sendKeys(Keys.END);
                Browser.until(
                        "the last moment", SOON, () -> browser.yes("window.playground.frame.step === " + run.steps()));
                HeatMaps maps = run.moments().getLast().maps();
                assertNear(browser.value("[...window.playground.frame.picture]"), maps.picture());
                assertNear(browser.value("[...window.playground.frame.units]"), maps.units());
                assertNear(browser.value("[...window.playground.frame.dead]"), maps.dead());
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void assertNear(Object shown, byte[] expected) {
        List<?> values = (List<?>) shown;
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            int level = ((Number) values.get(i)).intValue();
            assertThat(Math.abs(level - (expected[i] & 0xff))).isLessThanOrEqualTo(1);
        }
    }

    /** The page's own activations, against their definitions. */
    @Test
    void itsActivationsAreTheLibrarys() throws Exception {
        try (Browser browser = new Browser()) {
            for (Activation activation : Activation.all()) {
                Settings settings = SettingsText.parse("layers=1&x=x1&activation=" + activation.name());
                Preset preset = new Preset("one", "One", "", "", settings.toString(), 2);
                RecordedRun run = RecordedRun.of(preset, settings, new ScalarDenseKernels());
                String data = Json.write(java.util.Map.of("runs", List.of(run.json())));
                Path file = folder.resolve(activation.name() + ".html");
                String page = playground.html();
                int from = page.indexOf("id=\"recorded\">") + "id=\"recorded\">".length();
                Files.writeString(
                        file, page.substring(0, from) + data + page.substring(page.indexOf("</script>", from)));
                browser.open(file.toUri().toString());
                Browser.until("the frame", SOON, () -> browser.yes("window.playground?.frame?.weights"));
                HeatMaps maps = run.moments().getFirst().maps();
                assertNear(browser.value("[...window.playground.frame.units]"), maps.units());
                assertNear(browser.value("[...window.playground.frame.picture]"), maps.picture());
            }
        }
    }

    private static void open(Browser browser, String run) throws Exception {
        browser.open(address + "#" + run);
        Browser.until("the first moment", SOON, () -> browser.yes("window.playground?.frame?.step === 0"));
    }

    @Test
    void itPlaysAndScrubsAndShowsUnits() throws Exception {
        try (Browser browser = new Browser()) {
            open(browser, "circle");
            String before = browser.pixels(".picture canvas");
            browser.click("#play");
            Browser.until("steps", SOON, () -> browser.number("#count-step") > 20);
            browser.click("#play");
            assertThat(browser.pixels(".picture canvas")).isNotEqualTo(before);
            double step = browser.number("#count-step");
            Thread.sleep(500);
            assertThat(browser.number("#count-step")).isEqualTo(step);
            browser.find("#scrub").sendKeys(Keys.HOME);
            Browser.until("the start", SOON, () -> browser.number("#count-step") == 0);
            WebElement unit = browser.find(".column:nth-child(2) .unit");
            new org.openqa.selenium.interactions.Actions(browser.driver())
                    .moveToElement(unit)
                    .perform();
            Browser.until("the unit's picture", SOON, () -> browser.yes("window.playground.frame.shown === 0"));
            unit.click();
            assertThat(browser.all(".inspector input"))
                    .hasSize(3)
                    .allMatch(input -> input.getDomAttribute("readonly") != null);
            browser.find("#run").sendKeys("XOR");
            Browser.until("another run", SOON, () -> browser.yes("window.playground.run.json.name === 'xor-linear'"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Tag("long")
    @Test
    void itCanBeReadAndTouchedAtEveryWidth() throws Exception {
        try (Browser browser = new Browser()) {
            for (int width : new int[] {390, 1280}) {
                for (String theme : List.of("light", "dark")) {
                    browser.size(width, 844);
                    browser.theme(theme);
                    open(browser, "vanishing");
                    PageLooks.check(browser);
                }
            }
        }
    }
}
