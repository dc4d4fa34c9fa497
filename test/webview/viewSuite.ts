import assert from "node:assert/strict";
import { after, afterEach, before } from "mocha";
import { ViewHost, type ViewPage } from "./viewPage";

/**
 * Gives a suite its browser, and holds every test to this: no policy violation, no console error, no foreign request. The
 * pages that `open` returns are closed after the test.
 */
export function viewSuite<
  Page extends ViewPage<{ readonly type: string }, never>,
  Args extends readonly unknown[],
>(
  open: (host: ViewHost, ...args: Args) => Promise<Page>,
): { readonly open: (...args: Args) => Promise<Page> } {
  const opened: Page[] = [];
  let host: ViewHost;
  before(async () => {
    host = await ViewHost.start();
  });
  after(async () => host.stop());
  afterEach(async () => {
    const found: string[] = [];
    for (const page of opened.splice(0)) {
      found.push(...page.problems, ...(await page.violations()));
      await page.close();
    }
    assert.deepEqual(found, [], "violations, console errors and foreign requests");
  });
  return {
    async open(...args) {
      const page = await open(host, ...args);
      opened.push(page);
      return page;
    },
  };
}
