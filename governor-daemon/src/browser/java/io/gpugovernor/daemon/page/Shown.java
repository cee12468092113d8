package io.gpugovernor.daemon.page;

import java.util.List;

/** What a page shows, by the names a person would use. */
record Shown(Browser browser) {
    /** Value and note of a figure of a domain's card. */
    List<String> figure(String domain, String name) {
        return of("article", domain, ".figures .figure", name);
    }

    /** Value and note of a figure of the node. */
    List<String> total(String name) {
        return of("#totals", "", ".figure", name);
    }

    /** What a card says between its name and its figures: badges, why, and what to do. */
    String standing(String domain) {
        return String.valueOf(browser.run(
                "const card = [...document.querySelectorAll('article')]"
                        + ".find(card => card.querySelector('h2').textContent === arguments[0]);"
                        + "return card ? [...card.children].slice(0, -1).filter(part => part.checkVisibility())"
                        + ".map(part => part.innerText).join('\\n').replace(/\\u202f/g, ' ') : ''",
                domain));
    }

    /** What decides the look of a table's rows: when, clock, why, reason. */
    List<String> decisions() {
        return browser.texts(".decisions tbody tr");
    }

    String whole() {
        return browser.text("body");
    }

    /** By how many pixels the page is wider than its screen. */
    long overflow() {
        return ((Number) browser.run("return document.documentElement.scrollWidth - window.innerWidth")).longValue();
    }

    /** The drawn lines of a chart, as their paths. */
    String lines(String chart) {
        return String.join(
                " ",
                browser.strings(
                        "return [...document.querySelectorAll('.plot')]"
                                + ".filter(plot => plot.querySelector('.plot-title').textContent.startsWith(arguments[0]))"
                                + ".flatMap(plot => [...plot.querySelectorAll('.trace')].map(line => line.getAttribute('d')))",
                        chart));
    }

    private List<String> of(String boxes, String domain, String figures, String name) {
        return browser.strings(
                "const box = [...document.querySelectorAll(arguments[0])].find(box => !arguments[1]"
                        + " || box.querySelector('h2').textContent === arguments[1]);"
                        + "const figure = box && [...box.querySelectorAll(arguments[2])].find(figure =>"
                        + " figure.checkVisibility() && figure.querySelector('dt').textContent === arguments[3]);"
                        + "return figure ? [...figure.querySelectorAll('.value, .note')]"
                        + ".map(part => part.textContent.replace(/\\u202f/g, ' ')) : []",
                boxes,
                domain,
                figures,
                name);
    }
}
