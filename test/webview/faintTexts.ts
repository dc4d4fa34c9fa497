import type { Page } from "playwright-core";

/** WCAG 2.2, 1.4.3: for text of this size. */
const leastContrast = 4.5;

/** Every text on the page whose contrast with what is behind it is too low, with that contrast. */
export async function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = (front: Colour, back: Colour): Colour => {
      const mix = (index: 0 | 1 | 2) => front[index] * front[3] + back[index] * (1 - front[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = ([red, green, blue]: Colour) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element): Colour => {
      const own = parse(getComputedStyle(element).backgroundColor);
      if (own[3] === 1) return own;
      const parent = element.parentElement;
      // Nothing shines through the page: a colour that no theme has would show a page that is not painted.
      return over(own, parent === null ? [255, 0, 255, 1] : behind(parent));
    };
    const contrast = (element: Element, colour: string) => {
      const back = behind(element);
      const [one, other] = [luminance(over(parse(colour), back)), luminance(back)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
    const found: string[] = [];
    const check = (element: Element, text: string, colour: string) => {
      const ratio = contrast(element, colour);
      if (ratio < least)
        found.push(`${text.trim().slice(0, 40)} (${element.className}): ${ratio.toFixed(2)}`);
    };
    for (const element of document.body.querySelectorAll("*")) {
      // A control that can do nothing now may be faint; icons are shapes, and what only screen readers see has no colour.
      if (!element.checkVisibility() || element.closest("[aria-disabled=true], .codicon, .sr") !== null)
        continue;
      const own = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data);
      if (own.join("").trim() !== "") check(element, own.join(""), getComputedStyle(element).color);
      if (element instanceof HTMLTextAreaElement)
        check(element, element.placeholder, getComputedStyle(element, "::placeholder").color);
    }
    return found;
  }, leastContrast);
}
