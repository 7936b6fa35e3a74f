package dev.nn.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What every page here must look like: nothing wider than the screen, controls large enough and named, text that can be read. */
public final class PageLooks {
    /** Controls that are smaller than 40 × 40 pixels, with the label that belongs to them. */
    private static final String SMALL = """
            (() => [...document.querySelectorAll('button, select, input, summary, a.button')].filter((e) => {
              if (e.closest('[hidden]') || e.closest('details:not([open]) > :not(summary)')) return false;
              const boxes = [e, e.closest('label')].filter(Boolean).map((part) => part.getBoundingClientRect());
              return !boxes.some((box) => box.width >= 39.5 && box.height >= 39.5);
            }).map((e) => e.outerHTML.slice(0, 90)))()
            """;

    /** Texts whose contrast with what is behind them is below 4.5. */
    private static final String FAINT = """
            (() => {
              const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
              const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = (e) => {
                for (let at = e; at; at = at.parentElement) {
                  const c = rgb(getComputedStyle(at).backgroundColor);
                  if (c.length < 4 || c[3] === 1) return c;
                }
                return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255];
              };
              const faint = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const e = walker.currentNode.parentElement;
                if (!walker.currentNode.textContent.trim() || e.closest('[hidden], script, style, option') || e.disabled) continue;
                if (e.getClientRects().length === 0 || e.closest('.feature')?.querySelector(':not(:checked)') && e.closest('.feature') === e) continue;
                const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + walker.currentNode.textContent.trim().slice(0, 40));
              }
              return faint;
            })()
            """;

    private PageLooks() {}

    public static void check(Browser browser) {
        assertThat(browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels beyond the right edge")
                .isEqualTo(0L);
        assertThat(browser.value(SMALL))
                .as("controls below 40 pixels")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEmpty();
        assertThat(browser.value(FAINT))
                .as("texts with little contrast")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEmpty();
        for (WebElement control : browser.driver().findElements(By.cssSelector("button, select, input, a.button"))) {
            if (control.isDisplayed()) {
                assertThat(control.getAccessibleName())
                        .as("name of " + control.getDomProperty("outerHTML"))
                        .isNotBlank();
            }
        }
        assertThat(
                        browser.value(
                                "[...document.querySelectorAll('[id]')].length - new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size"))
                .as("ids that are given twice")
                .isEqualTo(0L);
        assertThat(browser.value("document.documentElement.lang")).isEqualTo("en");
    }
}
