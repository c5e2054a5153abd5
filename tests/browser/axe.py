"""axe-core in an open page.

In: a page.  Out: a line for each violation: rule, what it means, and the elements at fault.
"""

from pathlib import Path

from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_RUN = """
async ([within, rules]) => {
  const found = await axe.run(within, {
    runOnly: { type: "tag", values: rules }, resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  });
  return found.violations.map((broken) => [
    broken.id, broken.help, broken.nodes.map((node) => node.target.join(" ")),
  ]);
}
"""


def violations(page: Page, node: Path, within: str = "html") -> list[str]:
    """What axe-core finds wrong in the part of the page that a selector names."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate((node / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(_RUN, [within, _RULES])
    return [f"{rule}: {meaning}: {', '.join(places[:5])}" for rule, meaning, places in found]
