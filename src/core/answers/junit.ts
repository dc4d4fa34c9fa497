export interface JunitSuite {
  readonly name: string;
  readonly tests: readonly JunitTest[];
}

/** Without `failure` and `skipped` it has passed; with both it has failed. */
export interface JunitTest {
  readonly name: string;
  readonly seconds: number;
  /** `message`: one sentence; `text`: everything there is to say, of any length. */
  readonly failure?: { readonly message: string; readonly text: string };
  /** One sentence. */
  readonly skipped?: string;
  /** What the test wrote. */
  readonly output?: string;
}

/**
 * Test results as the XML that build servers read (JUnit as Jenkins, GitLab and Azure know it), ending with a line end. The
 * name of a suite is also the class of its tests, which some of them group by. Characters that XML 1.0 cannot have become U+FFFD.
 */
export function renderJunit(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ tests }) => tests);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${totals(all)}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite${attribute("name", suite.name)}${totals(suite.tests)}>`,
      ...suite.tests.flatMap((test) => testLines(test, suite.name)),
      "  </testsuite>",
    ]),
    "</testsuites>\n",
  ].join("\n");
}

function totals(tests: readonly JunitTest[]): string {
  const failures = tests.filter(({ failure }) => failure).length;
  const skipped = tests.filter(({ failure, skipped: reason }) => !failure && reason !== undefined).length;
  const ms = tests.reduce((sum, { seconds }) => sum + Math.round(seconds * 1000), 0);
  return (
    attribute("tests", String(tests.length)) +
    attribute("failures", String(failures)) +
    attribute("errors", "0") +
    attribute("skipped", String(skipped)) +
    attribute("time", (ms / 1000).toFixed(3))
  );
}

function testLines({ name, seconds, failure, skipped, output }: JunitTest, suite: string): readonly string[] {
  const inner: string[] = [];
  if (failure) {
    inner.push(`<failure${attribute("message", failure.message)}>${escaped(failure.text)}</failure>`);
  } else if (skipped !== undefined) {
    inner.push(`<skipped${attribute("message", skipped)}/>`);
  }
  if (output !== undefined) inner.push(`<system-out>${escaped(output)}</system-out>`);
  const start =
    `    <testcase${attribute("name", name)}${attribute("classname", suite)}` +
    attribute("time", (Math.round(seconds * 1000) / 1000).toFixed(3));
  if (inner.length === 0) return [`${start}/>`];
  return [`${start}>`, ...inner.map((element) => `      ${element}`), "    </testcase>"];
}

/** Line ends and tabs by their numbers, as parsers make spaces of them in attributes. */
function attribute(name: string, value: string): string {
  const content = escaped(value).replace(/[\t\n"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return ` ${name}="${content}"`;
}

/** All that is no character of XML 1.0 (section 2.2), lone halves of characters among them. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Escaped instead of put in CDATA, so that nothing in the text can end it. */
function escaped(text: string): string {
  return (
    text
      .replace(FORBIDDEN, "\uFFFD")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // A parser would make a line feed of it.
      .replaceAll("\r", "&#13;")
  );
}
