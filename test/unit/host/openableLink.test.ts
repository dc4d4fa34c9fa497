import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { isOpenableLink } from "../../../src/host/openableLink";

describe("isOpenableLink", () => {
  for (const href of ["https://example.org/a?b#c", "HTTP://example.org", "mailto:me@example.org"]) {
    it(`lets ${href} pass`, () => assert.equal(isOpenableLink(href), true));
  }

  for (const href of [
    "command:workbench.action.quit",
    "vscode:extension/evil.evil",
    "vscode-insiders://x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "blob:https://example.org/1",
    "ssh://host",
    "ms-settings:",
    "//example.org",
    "/etc/passwd",
    "",
  ]) {
    it(`refuses ${JSON.stringify(href)}`, () => assert.equal(isOpenableLink(href), false));
  }

  it("whatever passes is the web or mail", () => {
    const scheme = fc.constantFrom(
      "https",
      "http",
      "mailto",
      "command",
      "file",
      "data",
      "vscode",
      "\tjavascript",
      "",
    );
    fc.assert(
      fc.property(scheme, fc.string({ unit: "binary", maxLength: 20 }), (name, rest) => {
        const href = `${name}:${rest}`;
        if (isOpenableLink(href)) assert.match(new URL(href).protocol, /^(https?|mailto):$/);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});
