package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.browser.Browser;
import dev.nn.examples.browser.PageLooks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The course in a real browser: on a phone and on a desktop, light and dark, by keyboard alone. */
@Tag("long")
class LessonPageBrowserTest {
    /** Quick ones, with every kind of content: planes, charts, grids, drawings, wide tables, formulas, code. */
    private static final List<String> QUICK = List.of(
            "perceptron", "perceptron-training", "first-mlp", "gradient-descent", "backpropagation", "activations");

    /** Whether the page has every lesson, as in CI: they take minutes. */
    private static final boolean ALL = "all".equals(System.getProperty("nn.test.seeds"));

    /** Texts of pictures that come out smaller than 11 pixels. */
    private static final String SMALL_TEXT = """
            [...document.querySelectorAll('figure svg text')].filter((text) => {
              const svg = text.closest('figure svg[viewBox][role]');
              const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
              return parseFloat(text.getAttribute('font-size') || getComputedStyle(text).fontSize) * scale < 10.9;
            }).map((text) => text.textContent)""";

    /** Texts of pictures with a contrast below 4.5 to what lies below them: a shape, a box, or the page. */
    private static final String FAINT_TEXT = """
            (() => {
              const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
              const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = (text) => {
                text.scrollIntoView({ block: 'center', inline: 'center' });
                const box = text.getBoundingClientRect();
                for (const e of document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)) {
                  if (e === text || e.tagName === 'text' || e.tagName === 'path') continue;
                  const style = getComputedStyle(e);
                  if (e.tagName === 'image') return null;
                  const color = e instanceof SVGGeometryElement ? style.fill : style.backgroundColor;
                  if (color === 'none') continue;
                  const c = rgb(color);
                  if (c.length < 4 || c[3] === 1) return c;
                }
                return rgb(getComputedStyle(document.body).backgroundColor);
              };
              const faint = [];
              for (const text of document.querySelectorAll('figure svg text')) {
                const below = ground(text);
                if (!below) continue;
                const a = light(rgb(getComputedStyle(text).fill)), b = light(below);
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + text.textContent);
              }
              return faint;
            })()""";

    /** Boxes that scroll sideways without a shadow, or that the keyboard doesn't reach. */
    private static final String UNSIGNED = """
            [...document.querySelectorAll('*')].filter((e) => {
              const style = getComputedStyle(e);
              if (!['auto', 'scroll'].includes(style.overflowX) || e.scrollWidth <= e.clientWidth + 1) return false;
              return style.backgroundImage === 'none' || e.tabIndex !== 0;
            }).map((e) => e.outerHTML.slice(0, 80))""";

    @TempDir
    private static Path folder = Path.of("");

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = new Browser();
        List<LessonRun> runs = new ArrayList<>();
        for (Lesson lesson : Lessons.all()) {
            if (!ALL && !QUICK.contains(lesson.about().name())) continue;
            runs.add(LessonRun.of(lesson, LessonContext.DEFAULT_SEED, Map.of()));
        }
        Path page = Files.writeString(folder.resolve("index.html"), LessonPage.of(runs));
        browser.open(page.toUri().toString());
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
    void everythingFitsAndCanBeRead(int width, String theme) {
        browser.size(width, 900);
        browser.theme(theme);
        browser.driver().executeScript("document.querySelectorAll('details').forEach((e) => { e.open = true; })");
        PageLooks.check(browser);
        assertNone(SMALL_TEXT);
        assertNone(FAINT_TEXT);
        assertNone(UNSIGNED);
        assertThat(browser.complaints()).isEmpty();
    }

    private static void assertNone(String found) {
        assertThat(browser.value(found))
                .as(found)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    /** The list of lessons stays in sight in the right third of a desktop's page. */
    @Test
    void aDesktopHasTheListOnTheRight() {
        browser.size(1280, 900);
        browser.driver().executeScript("document.querySelector('#gradient-descent').scrollIntoView()");
        assertThat(browser.yes("document.querySelector('nav').getBoundingClientRect().left > 1280 * 0.6"))
                .isTrue();
        assertThat(browser.yes("document.querySelector('nav h2').getBoundingClientRect().top >= 0"))
                .isTrue();
    }

    @Test
    void theKeyboardLeadsToALessonThroughItsFoldsAndBack() {
        browser.size(390, 900);
        browser.driver().executeScript("document.querySelectorAll('details').forEach((e) => { e.open = false; })");
        browser.driver().executeScript("document.activeElement.blur(); scrollTo(0, 0)");
        browser.tabTo("a[href=\"#gradient-descent\"]");
        browser.press(Keys.ENTER);
        assertThat(browser.value("location.hash")).isEqualTo("#gradient-descent");
        browser.tabTo("#gradient-descent .guess summary");
        assertThat(browser.yes("document.activeElement.parentElement.open")).isFalse();
        browser.press(Keys.ENTER);
        assertThat(browser.yes("document.activeElement.parentElement.open")).isTrue();
        assertThat(browser.text("#gradient-descent .guess details")).contains("Just below 0.2");
        browser.tabTo("#gradient-descent .try summary");
        browser.press(Keys.SPACE);
        assertThat(browser.text("#gradient-descent .try details")).contains("1.1⁴⁰");
        browser.tabTo("#gradient-descent a[href=\"#lessons\"]");
        browser.press(Keys.ENTER);
        assertThat(browser.value("location.hash")).isEqualTo("#lessons");
    }
}
