package dev.nn.examples.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.browser.Browser;
import dev.nn.examples.browser.PageLooks;
import dev.nn.kernel.Kernels;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

/** The live page in a real browser, with mouse and keyboard. */
@Tag("long")
class PlaygroundBrowserTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String OUTPUT = ".picture canvas";

    private PlaygroundServer server;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        browser = new Browser();
        server = new PlaygroundServer(0, Kernels.best());
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        if (browser != null) browser.close();
    }

    private void open(String hash) throws Exception {
        browser.open(server.address() + hash);
        Browser.until("the first picture", SOON, () -> browser.yes("window.playground?.frame?.weights"));
        Browser.until("the network", SOON, () -> !browser.all(".unit canvas").isEmpty());
    }

    private double steps() {
        return browser.number("#count-step");
    }

    private String settings() {
        return (String) browser.value("window.playground.setup.settings");
    }

    @Test
    void playLearnsTheCircleAndPauseStopsIt() throws Exception {
        open("");
        String before = browser.pixels(OUTPUT), unit = browser.pixels(".column:nth-child(2) .unit canvas");
        browser.click("#play");
        Browser.until("a loss below 0.1", SOON, () -> browser.number("#test-loss") < 0.1);
        assertThat(steps()).isPositive();
        assertThat(browser.pixels(OUTPUT)).isNotEqualTo(before);
        assertThat(browser.pixels(".column:nth-child(2) .unit canvas")).isNotEqualTo(unit);
        assertThat(browser.text("#play")).isEqualTo("Pause");
        browser.click("#play");
        Browser.until("the pause", SOON, () -> browser.text("#play").equals("Play"));
        Thread.sleep(300);
        double step = steps();
        String still = browser.pixels(OUTPUT);
        Thread.sleep(1000);
        assertThat(steps()).isEqualTo(step);
        assertThat(browser.pixels(OUTPUT)).isEqualTo(still);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void stepIsOneBatchAndResetGoesBack() throws Exception {
        open("");
        String start = browser.pixels(OUTPUT);
        for (int step = 1; step <= 3; step++) {
            int expected = step;
            browser.click("#step");
            Browser.until("step " + step, SOON, () -> steps() == expected);
        }
        Thread.sleep(300);
        assertThat(steps()).isEqualTo(3);
        browser.click("#reset");
        Browser.until(
                "the start", SOON, () -> steps() == 0 && browser.pixels(OUTPUT).equals(start));
        browser.click("#dice");
        Browser.until("other weights", SOON, () -> !browser.pixels(OUTPUT).equals(start));
    }

    /** Every control that there is: what it sets arrives at the server, and the address says so. */
    @Test
    void everyControlSetsSomething() throws Exception {
        open("#penalty=l2&lambda=0.01");
        List<WebElement> selects = browser.all("#training-controls select");
        assertThat(selects).hasSize(9);
        for (WebElement select : selects) {
            String before = settings();
            browser.driver()
                    .executeScript(
                            "const s = arguments[0]; s.selectedIndex = s.selectedIndex === s.length - 1 ? 1 : s.selectedIndex + 1;"
                                    + "s.dispatchEvent(new Event('change'))",
                            select);
            Browser.until(
                    Objects.toString(select.getDomAttribute("id")),
                    SOON,
                    () -> !settings().equals(before) || rateOnly(select));
        }
        for (String slider : List.of("noise", "train")) {
            String before = settings();
            browser.find("[data-control=" + slider + "] input").sendKeys(Keys.ARROW_RIGHT);
            Browser.until(slider, SOON, () -> !settings().equals(before));
        }
        for (WebElement set : browser.all(".sets input")) {
            if (set.isSelected()) continue;
            String name = set.getDomProperty("value");
            browser.driver().executeScript("arguments[0].click()", set);
            Browser.until("data " + name, SOON, () -> settings().contains("data=" + name + "&"));
        }
        assertThat(browser.yes("location.hash.includes('data=bumps')")).isTrue();
        browser.find("#speed").sendKeys(Keys.END);
        assertThat(browser.text("#speed-text")).isEqualTo("as fast as it goes");
        assertThat(browser.complaints()).isEmpty();
    }

    /** A rate goes on with the same training, so no setup comes: the address shows it. */
    private boolean rateOnly(WebElement select) {
        return "set-rate".equals(select.getDomAttribute("id")) && browser.yes("location.hash.includes('rate=')");
    }

    @Test
    void layersUnitsAndFeaturesComeAndGo() throws Exception {
        open("");
        browser.click("#layers-more");
        Browser.until("three layers", SOON, () -> browser.all(".column").size() == 5);
        browser.click("[aria-label='Layer 1: one unit more']");
        Browser.until(
                "five units",
                SOON,
                () -> browser.all(".column:nth-child(2) .unit").size() == 5);
        browser.click("[aria-label='Layer 3: one unit less']");
        Browser.until(
                "one unit",
                SOON,
                () -> browser.all(".column:nth-child(4) .unit").size() == 1);
        browser.click("#layers-less");
        Browser.until("two layers", SOON, () -> browser.all(".column").size() == 4);
        int links = browser.all(".reach").size();
        browser.driver().executeScript("document.querySelector(\"[aria-label='Input x₁²']\").click()");
        Browser.until("five more links", SOON, () -> browser.all(".reach").size() == links + 5);
        assertThat(settings()).contains("x=x1,x2,x1sq&layers=5,2&");
    }

    @Test
    void aWeightEditedByHandChangesThePicture() throws Exception {
        open("");
        String before = browser.pixels(OUTPUT);
        browser.click(".column:last-child .unit");
        WebElement bias = browser.find(".inspector input");
        bias.sendKeys(Keys.chord(Keys.CONTROL, "a"), "-2.5", Keys.ENTER);
        Browser.until("another picture", SOON, () -> !browser.pixels(OUTPUT).equals(before));
        assertThat(browser.yes("Math.abs(window.playground.frame.weights.at(-1) + 2.5) < 1e-6"))
                .isTrue();
    }

    /** A line says its weight, and a click on it leads to that weight among those of its unit. */
    @Test
    void aLineIsReadAndLeadsToItsWeight() throws Exception {
        open("#layers=1");
        WebElement line = browser.find(".reach");
        new Actions(browser.driver()).moveToElement(line).perform();
        String weight = (String) browser.value("window.playground.frame.weights[0].toFixed(2)");
        assertThat(browser.text(".tip"))
                .startsWith("Weight from x₁ to unit 1.1: ")
                .contains(weight.replace('-', '−').substring(0, 4));
        new Actions(browser.driver()).moveToElement(line).click().perform();
        assertThat(browser.value(
                        "document.activeElement.closest('label')?.textContent ?? document.activeElement.outerHTML"))
                .isEqualTo("from x₁");
        String before = browser.pixels(OUTPUT);
        browser.driver().switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, "a"), "3", Keys.ENTER);
        Browser.until("another picture", SOON, () -> !browser.pixels(OUTPUT).equals(before));
        assertThat(browser.yes("window.playground.frame.weights[0] === 3")).isTrue();
    }

    /** Inputs and units become the large picture while the mouse is on them, and the output comes back. */
    @Test
    void whatIsPointedAtIsShownLarge() throws Exception {
        open("");
        String output = browser.pixels(OUTPUT);
        for (String unit : List.of(".feature", ".column:nth-child(2) .unit")) {
            new Actions(browser.driver()).moveToElement(browser.find(unit)).perform();
            Browser.until("its picture", SOON, () -> !browser.pixels(OUTPUT).equals(output));
            assertThat(browser.text(".readout"))
                    .startsWith(unit.equals(".feature") ? "This is x₁." : "This is unit 1.1.");
            new Actions(browser.driver()).moveToElement(browser.find("#h-net")).perform();
            Browser.until("the output", SOON, () -> browser.pixels(OUTPUT).equals(output));
        }
        new Actions(browser.driver())
                .moveToElement(browser.find(".feature:nth-of-type(4)"))
                .click()
                .perform();
        Browser.until("three inputs", SOON, () -> settings().contains("&x=x1,x2,x"));
        new Actions(browser.driver()).moveToElement(browser.find("#h-net")).perform();
        Browser.until("the output", SOON, () -> browser.text(".readout").startsWith("Point at"));
        browser.tabTo("[aria-label=\"Input x₂\"]");
        Browser.until("x₂", SOON, () -> browser.text(".readout").startsWith("This is x₂."));
    }

    @Test
    void newPointsAreInTheAddressAndKeepTheWeights() throws Exception {
        open("#data=spiral&layers=3");
        for (int i = 0; i < 5; i++) browser.click("#step");
        Browser.until("the steps", SOON, () -> steps() == 5);
        Object weights = browser.value("window.playground.frame.weights.join()");
        Object points = browser.value("window.playground.setup.xy");
        browser.click("#new-points");
        Browser.until(
                "the points",
                SOON,
                () -> steps() == 0
                        && !browser.value("window.playground.setup.xy").equals(points));
        assertThat(browser.value("window.playground.frame.weights.join()")).isEqualTo(weights);
        assertThat(browser.yes("location.hash.includes('&dataseed=')")).isTrue();
        assertThat(settings()).contains((String) browser.value("/&dataseed=\\d+/.exec(location.hash)[0]"));
        browser.click("#reset");
        Browser.until(
                "the start",
                SOON,
                () -> !browser.value("window.playground.frame.weights.join()").equals(weights));
    }

    @Test
    void anAddressGivesTheSameCurveBitForBit() throws Exception {
        open("#data=spiral&layers=6,4&seed=77&optimizer=adam&rate=0.01");
        String first = curveAfter(30);
        browser.driver().navigate().refresh();
        Browser.until("the page again", SOON, () -> browser.yes("window.playground?.frame?.step === 0"));
        assertThat(curveAfter(30)).isEqualTo(first);
    }

    private String curveAfter(int steps) throws Exception {
        for (int i = 0; i < steps; i++) browser.click("#step");
        Browser.until("the steps", SOON, () -> browser.yes("window.playground.frame.step === " + steps));
        return (String) browser.value(
                "[...window.playground.frame.trainCurve, ...window.playground.frame.testCurve].join(' ')");
    }

    @Test
    void twoTabsAreIndependentAndAClosedOneStops() throws Exception {
        open("#data=xor");
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        open("#data=spiral");
        browser.click("#play");
        Browser.until("steps", SOON, () -> steps() > 100);
        browser.driver().close();
        browser.driver().switchTo().window(first);
        assertThat(steps()).isZero();
        assertThat(settings()).contains("data=xor&");
        Browser.until("all threads wait", Duration.ofSeconds(8), PlaygroundBrowserTest::allWait);
    }

    private static boolean allWait() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("nn-playground"))
                .allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void aBrowserThatIsKilledLeavesNothingRunning() throws Exception {
        open("");
        browser.click("#play");
        Browser.until("steps", SOON, () -> steps() > 100);
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("chrom")
                        && !process.info().command().orElse("").contains("chromedriver"))
                .forEach(ProcessHandle::destroyForcibly);
        Browser.until("all threads wait", Duration.ofSeconds(10), PlaygroundBrowserTest::allWait);
    }

    @Test
    void thePresetLearnsTheSpiral() throws Exception {
        open("#" + Preset.named("spiral").settings() + "&speed=max");
        browser.click("#play");
        Browser.until(
                "95 % of the test points",
                Duration.ofSeconds(40), () -> browser.yes("window.playground.frame.testAccuracy >= 0.95"));
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark", "800, light"})
    void itCanBeReadAndTouchedAtEveryWidth(int width, String theme) throws Exception {
        browser.size(width, 844);
        browser.theme(theme);
        open("#layers=8,8,8,8,8,8&data=animals&train=90");
        PageLooks.check(browser);
        assertThat(browser.complaints()).isEmpty();
    }

    /** Six layers keep room for their lines on a phone: what doesn't fit is scrolled to, by the keyboard, too. */
    @Test
    void manyLayersScrollOnAPhone() throws Exception {
        browser.size(390, 844);
        open("#layers=8,8,8,8,8,8");
        assertThat((List<?>) browser.value(
                        "(() => { const at = [...document.querySelectorAll('.column')].map((e) => e.getBoundingClientRect());"
                                + " return at.slice(1).map((box, i) => Math.round(box.left - at[i].right)); })()"))
                .hasSize(7)
                .allMatch(gap -> ((Number) gap).intValue() >= 20);
        assertThat(browser.yes("document.querySelector('.sideways').scrollLeft === 0"))
                .isTrue();
        browser.driver().executeScript("document.querySelector('.column:last-child .unit').focus()");
        assertThat(browser.yes("document.querySelector('.sideways').scrollLeft > 0"
                        + " && document.activeElement.getBoundingClientRect().right <= innerWidth"))
                .isTrue();
        assertThat(browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        open("#layers=8,8,8,8");
        assertThat(
                        browser.yes(
                                "document.querySelector('.sideways').scrollWidth <= document.querySelector('.sideways').clientWidth"))
                .isTrue();
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        open("");
        browser.tabTo("#play");
        browser.press(Keys.SPACE);
        Browser.until("steps", SOON, () -> steps() > 10);
        browser.press(Keys.SPACE);
        Browser.until("the pause", SOON, () -> browser.text("#play").equals("Play"));
        browser.tabTo("#step");
        Thread.sleep(300);
        double before = steps();
        browser.press(Keys.ENTER);
        Browser.until("a step", SOON, () -> steps() == before + 1);
        browser.tabTo(".sets input");
        browser.press(Keys.ARROW_RIGHT);
        Browser.until("XOR", SOON, () -> settings().contains("data=xor&"));
        browser.tabTo("#set-activation");
        browser.press(Keys.ARROW_DOWN);
        Browser.until("another activation", SOON, () -> !settings().contains("activation=tanh&"));
        browser.tabTo("[aria-label=\"Layer 1: one unit more\"]");
        browser.press(Keys.ENTER);
        Browser.until("five units", SOON, () -> settings().contains("layers=5,2&"));
        browser.tabTo(".column:nth-child(2) .unit");
        Browser.until("the unit as the large picture", SOON, () -> browser.yes("window.playground.frame.shown === 0"));
        browser.press(Keys.ENTER);
        assertThat(browser.yes("document.activeElement.closest('.inspector')")).isTrue();
        Browser.until("the output again", SOON, () -> browser.yes("window.playground.frame.shown === 7"));
    }

    @Test
    void ownPointsAreDrawnWithMouseAndKeyboard() throws Exception {
        open("#data=own&points=f38B&train=90");
        WebElement picture = browser.find(".picture canvas:last-of-type");
        new Actions(browser.driver()).moveToElement(picture, -60, -60).click().perform();
        Browser.until(
                "a second point",
                SOON,
                () -> browser.yes(
                        "window.playground.setup.target && atob(window.playground.setup.target).length === 8"));
        picture.sendKeys(Keys.ARROW_LEFT, Keys.ENTER);
        Browser.until("a third point", SOON, () -> browser.yes("atob(window.playground.setup.target).length === 12"));
        assertThat(browser.yes("location.hash.includes('points=')")).isTrue();
    }

    @Test
    void aHundredRapidClicksDoNotHang() throws Exception {
        open("");
        browser.click("#play");
        browser.driver()
                .executeScript(
                        "for (let i = 0; i < 100; i++) document.querySelector(i % 2 ? '#layers-more' : '#layers-less').click()");
        Browser.until("steps", SOON, () -> steps() > 10);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatAnAddressHidesIsHidden() throws Exception {
        open("#hide=noise,optimizer");
        assertThat(browser.find("[data-control=noise]").isDisplayed()).isFalse();
        assertThat(browser.find("[data-control=optimizer]").isDisplayed()).isFalse();
        assertThat(browser.find("[data-control=rate]").isDisplayed()).isTrue();
    }

    @Test
    void anAddressThatIsWrongIsSaid() throws Exception {
        browser.open(server.address() + "#data=moons");
        Browser.until("the message", SOON, () -> browser.text("#message").contains("data: expected one of"));
        Browser.until("the usual page", SOON, () -> settings().contains("data=circle&"));
    }
}
