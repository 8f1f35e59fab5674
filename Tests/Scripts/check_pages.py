"""Looks at the pages of folders in Chromium: what axe finds, what is wider than a narrow window, what runs or loads."""

import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# What the Web Content Accessibility Guidelines 2.2 ask for up to level AA, and axe's best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# 320 CSS pixels are 1280 at 400 % (WCAG 2.2, 1.4.10).
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# Elements whose own content reaches beyond the window, although nothing around them scrolls.
OVERFLOWING = """() => {
  const scrolls = element => element && (
    ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element))
    .map(element => element.outerHTML.slice(0, 100));
}"""


def axe_problems_of(page, scheme, only):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(WIDE)
    response = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response
    if not response["passes"]:
        return ["axe looked at nothing"]
    return [
        f"{scheme}, {violation['id']}: {node['html'][:100]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def screen_problems_of(page):
    # What is folded in is looked at as well.
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    problems = axe_problems_of(page, "light", {"type": "tag", "values": RULES})
    problems += axe_problems_of(page, "dark", {"type": "rule", "values": ["color-contrast"]})
    page.set_viewport_size(NARROW)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append("a narrow page scrolls sideways")
    return problems + [f"too wide for a narrow page: {html}" for html in page.evaluate(OVERFLOWING)]


def printed_problems_of(page):
    """On paper nothing is folded in, and nothing is cut at the right edge of 178 mm."""
    page.set_viewport_size({"width": 672, "height": 900})
    page.emulate_media(media="print")
    hidden = page.evaluate("""() => [...document.querySelectorAll('details:not(figure details) > :not(summary)')]
      .filter(element => !element.checkVisibility({contentVisibilityAuto: true})).length""")
    problems = [f"{hidden} parts are folded in on paper"] if hidden else []
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append("something is cut on paper")
    page.emulate_media(media="screen")
    return problems


def main():
    executable, *folders = sys.argv[1:]
    count, found = 0, []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        # axe itself is a script, which the pages' own policy would not let run.
        context = browser.new_context(bypass_csp=True)
        requests = []
        context.on("request", lambda request: requests.append(request.url))
        page = context.new_page()
        for path in sorted(path for folder in folders for path in pathlib.Path(folder).resolve().glob("*.html")):
            count += 1
            page.goto(path.as_uri())
            problems = screen_problems_of(page)
            page.goto(path.as_uri())
            problems += printed_problems_of(page)
            found += [f"{path.parent.name}/{path.name}: {problem}" for problem in problems]
        found += [f"loaded: {url}" for url in set(requests) if not url.startswith(("file:", "data:"))]
        browser.close()
    assert count, "there are no pages"
    print("\n".join(found) or f"{count} pages: nothing found, light and dark, wide and narrow, and on paper")
    sys.exit(1 if found else 0)


main()
