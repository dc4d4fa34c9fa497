import assert from "node:assert/strict";
import { UserFacingError } from "../../../../src/core/errors";
import { assembleSpec, type SpecSources } from "../../../../src/core/spec/assembleSpec";
import { parseSpec } from "../../../../src/core/spec/parseSpec";

/** `files`: by path from the folder. */
function assemble(
  text: string,
  files: Readonly<Record<string, string>> = {},
  sources: Partial<SpecSources> = {},
) {
  const path = sources.path ?? "docs/spec.md";
  return assembleSpec(parseSpec(text, path), {
    text,
    path,
    folder: {
      read: async (name) => {
        const found = files[name];
        if (found === undefined) throw new UserFacingError("invalid-spec", `${name} cannot be read.`);
        return found;
      },
    },
    inputs: {},
    environment: () => undefined,
    ...sources,
  });
}

async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (error) {
    if (UserFacingError.is(error)) return error.message;
    throw error;
  }
  return assert.fail("it was not refused");
}

describe("assembleSpec", () => {
  it("a spec without front matter is sent byte for byte", async () => {
    const text = "# Title\r\n\r\n{{unknown}} and {{ handlebars.x }}\n";
    const { text: sent, files } = await assemble(text);
    assert.equal(sent, text);
    assert.deepEqual(files, []);
  });

  it("front matter is not sent", async () => {
    assert.equal((await assemble("---\nmodel: a/b\n---\n# Body\n")).text, "# Body\n");
  });

  it("includes come first, each under its name, relative to the spec or from the folder", async () => {
    const { text, parts, files } = await assemble(
      "---\ninclude:\n  - rules.md\n  - ../src/a.ts\n  - /README.md\n  - ./rules.md\n---\nDo.\n",
      { "docs/rules.md": "Rule ```` one", "src/a.ts": "let a;\n", "README.md": "Read\n" },
    );
    assert.equal(
      text,
      "File `docs/rules.md`:\n\n`````md\nRule ```` one\n`````\n\nFile `src/a.ts`:\n\n```ts\nlet a;\n```\n\n" +
        "File `README.md`:\n\n```md\nRead\n```\n\nDo.\n",
    );
    assert.deepEqual(
      parts.map(({ kind, name }) => `${kind} ${name}`),
      ["include docs/rules.md", "include src/a.ts", "include README.md", "spec docs/spec.md"],
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ["docs/rules.md", "src/a.ts", "README.md"],
    );
  });

  it("a link with the title context brings its file, other links do not", async () => {
    const { files, text } = await assemble(
      'See [rules](my%20rules.md "context"), [b](<b c.md> "context") and [other](other.md "title").\n',
      { "docs/my rules.md": "1\n", "docs/b c.md": "2\n" },
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ["docs/my rules.md", "docs/b c.md"],
    );
    assert.ok(
      text.endsWith(
        '[rules](my%20rules.md "context"), [b](<b c.md> "context") and [other](other.md "title").\n',
      ),
    );
  });

  it("fills in inputs, the selection, files and named environment variables, and looks through none of them again", async () => {
    const text =
      "---\ninputs: { days: 7, team: }\nenv: [STAGE]\n---\n{{days}} {{ team }} {{selection}} {{file:part.md}} {{env:STAGE}} {{env:HOME}}\n";
    const { text: sent } = await assemble(
      text,
      { "docs/part.md": "---\ntitle: x\n---\npart {{days}} {{file:deep.txt}}", "docs/deep.txt": "{{days}}" },
      {
        inputs: { team: "{{days}}" },
        selection: "chosen {{team}}",
        environment: (name) => (name === "STAGE" ? "beta" : "secret"),
      },
    );
    assert.equal(sent, "7 {{days}} chosen {{team}} part 7 {{days}} beta {{env:HOME}}\n");
  });

  it("says at which line something is missing", async () => {
    const head = "---\ninputs: [days]\nenv: [NOPE]\n---\n\n";
    assert.equal(await refusal(assemble(`${head}{{days}}`)), "Line 6: days has no value.");
    assert.match(await refusal(assemble(`${head}\n{{env:NOPE}}`)), /^Line 7: The environment variable NOPE/);
    assert.match(await refusal(assemble(`${head}{{selection}}`)), /^Line 6: Nothing is selected/);
    assert.equal(await refusal(assemble(`${head}{{file:gone.md}}`)), "Line 6: docs/gone.md cannot be read.");
    assert.equal(
      await refusal(assemble("---\ninclude:\n  - a.md\n  - ../../etc/passwd\n---\nx", { "docs/a.md": "a" })),
      "Line 4: ../../etc/passwd is outside the workspace folder.",
    );
  });

  it("an input outside its choices is refused", async () => {
    const text = "---\ninputs: [{ name: tone, choices: [kind, plain] }]\n---\n{{tone}}";
    assert.match(
      await refusal(assemble(text, {}, { inputs: { tone: "rude" } })),
      /must be one of kind, plain/,
    );
    assert.equal((await assemble(text, {}, { inputs: { tone: "kind" } })).text, "kind");
  });

  it("what was given by hand is filled in also where nothing declares it, and what nothing knows is named", async () => {
    const sent = await assemble(
      "---\ninputs: { days: 7, constructor: x }\n---\n{{city}} {{days}} {{other}} {{toString}} {{constructor}} {{file:part.md}}",
      { "docs/part.md": "{{deep}}" },
      { inputs: { city: "Bangkok", deep: "{{days}}", days: "8", unused: "u", toSrting: "t" } },
    );
    assert.equal(sent.text, "Bangkok 8 {{other}} {{toString}} x {{days}}");
    assert.deepEqual(sent.unknownInputs, ["unused", "toSrting"]);
    const declared = await assemble("---\ninputs: { days: 7 }\n---\nText", {}, { inputs: { days: "8" } });
    assert.deepEqual(declared.unknownInputs, []);
  });

  it("a circle of includes is named, and ends", async () => {
    const files = { "docs/a.md": "{{file:b.md}}", "docs/b.md": "{{file:a.md}}" };
    assert.equal(
      await refusal(assemble("{{file:a.md}}", files)),
      "Line 1: docs/a.md includes itself: docs/spec.md → docs/a.md → docs/b.md → docs/a.md.",
    );
  });

  it("includes that double at each step are stopped by their size", async () => {
    const files: Record<string, string> = { "docs/f14.md": "x".repeat(2000) };
    for (let index = 0; index < 14; index++)
      files[`docs/f${index}.md`] = `{{file:f${index + 1}.md}}{{file:f${index + 1}.md}}`;
    await assert.rejects(assemble("{{file:f0.md}}", files), { code: "payload-too-large" });
  });

  it("a part is sent in place of the body, with its own context only", async () => {
    const text = '---\ninclude: [a.md]\n---\n# One\n[x](b.md "context")\n# Two\n{{file:c.md}}\n';
    const { files } = await assemble(
      text,
      { "docs/a.md": "a", "docs/b.md": "b", "docs/c.md": "c" },
      { part: "# Two\n{{file:c.md}}\n" },
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      ["docs/a.md", "docs/c.md"],
    );
  });

  it("prompt files and commands of other tools keep their own variables", async () => {
    const path = ".github/prompts/review.prompt.md";
    const text =
      "---\ndescription: x\n---\n${input:area:Which area?} ${selection} ${workspaceFolder} {{days}}\n";
    const sent = await assemble(text, {}, { path, inputs: { area: "refunds" }, selection: "s" });
    assert.equal(sent.text, "refunds s ${workspaceFolder} {{days}}\n");
    const command = await assemble(
      "Specify: $ARGUMENTS\n",
      {},
      { path: ".claude/commands/a.md", instruction: "Only two." },
    );
    assert.equal(command.text, "Specify: Only two.\n");
    assert.equal(command.hasInstruction, true);
  });

  it("the same sources give the same text", async () => {
    const text = "---\ninclude: [b.md, a.md]\n---\n{{file:a.md}}";
    const files = { "docs/a.md": "a", "docs/b.md": "b" };
    assert.deepEqual(await assemble(text, files), await assemble(text, files));
  });
});
