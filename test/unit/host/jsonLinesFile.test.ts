import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type AppendBytes, appendBytes } from "../../../src/host/appendBytes";
import { JsonLinesFile } from "../../../src/host/jsonLinesFile";
import { StorageNotices } from "../../../src/host/storageNotices";

interface Entry {
  readonly text: string;
}

const parseEntry = (data: unknown): Entry | undefined =>
  typeof data === "object" && data !== null && "text" in data && typeof data.text === "string"
    ? { text: data.text }
    : undefined;

describe("JsonLinesFile", () => {
  let folder: string;
  let file: string;
  let shown: string[];
  let logged: string[];
  let opened: JsonLinesFile<Entry>[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "smartspec-lines-"));
    file = path.join(folder, "sub", "a.jsonl");
    [shown, logged, opened] = [[], [], []];
  });
  afterEach(async () => {
    for (const one of opened) one.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const log = (message: string) => void logged.push(message);
  const openFile = (
    windowId: string,
    append?: AppendBytes,
    notices?: StorageNotices,
    mostWaiting?: number,
  ) => {
    const one = new JsonLinesFile<Entry>(file, parseEntry, {
      windowId,
      notices:
        notices ??
        new StorageNotices((sentence) => void shown.push(sentence), {
          debug: log,
          info: log,
          warn: log,
          error: log,
        }),
      ...(append && { append }),
      ...(mostWaiting !== undefined && { mostWaiting }),
    });
    opened.push(one);
    return one;
  };
  const textsOf = async (one: JsonLinesFile<Entry>) => (await one.read()).map(({ value }) => value.text);
  const put = async (content: string | Uint8Array) => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  };
  const asideFiles = async () =>
    (await readdir(path.dirname(file))).filter((name) => name.includes(".set-aside-"));
  const full = (error = "ENOSPC") => Object.assign(new Error(error), { code: error });

  it("another window reads what was written, each line once, and then only what is new", async () => {
    const [writer, reader] = [openFile("w"), openFile("r")];
    writer.append({ text: "สวัส" });
    writer.append({ text: "ดี" });
    await writer.flush();
    assert.deepEqual(await textsOf(reader), ["สวัส", "ดี"]);
    assert.deepEqual(await textsOf(reader), []);
    writer.append({ text: "again" });
    await writer.flush();
    assert.deepEqual(await textsOf(reader), ["again"]);
  });

  it("says who wrote a line", async () => {
    const writer = openFile("w");
    writer.append({ text: "a" });
    await writer.flush();
    assert.deepEqual(await openFile("r").read(), [{ value: { text: "a" }, by: "w", n: 1 }]);
  });

  it("lines of the first version, which name no writer, stay readable, also when two are the same", async () => {
    await put('\n{"v":1,"text":"a"}\n{"v":1,"text":"a"}\n');
    assert.deepEqual(await openFile("r").read(), [{ value: { text: "a" } }, { value: { text: "a" } }]);
  });

  it("many windows that append at once lose and mix nothing, also with lines of a megabyte", async () => {
    const long = "x".repeat(1_500_000);
    const writers = ["a", "b", "c"].map((id) => openFile(id));
    for (let round = 0; round < 5; round++) {
      for (const writer of writers) writer.append({ text: round === 2 ? long : "short" });
      await Promise.all(writers.map((writer) => writer.flush()));
    }
    const texts = await textsOf(openFile("r"));
    assert.equal(texts.length, 15);
    assert.equal(texts.filter((text) => text === long).length, 3);
  });

  it("a disk that took a part and is full doubles and loses nothing once there is room, and is told once", async () => {
    const states = ["full", "full", "room"];
    const writer = openFile("w", async (name, bytes) => {
      if (states.shift() !== "full") return appendBytes(name, bytes);
      await appendBytes(name, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      throw full();
    });
    for (const text of ["one", "two", "three"]) writer.append({ text });
    await writer.flush();
    writer.append({ text: "four" });
    await writer.flush();
    assert.equal(shown.length, 1);
    assert.match(shown[0] ?? "", /disk is full/);
    await writer.flush();
    assert.deepEqual(await textsOf(openFile("r")), ["one", "two", "three", "four"]);
    assert.ok(logged.some((line) => line.includes("can be written again")));
    assert.equal(shown.length, 1);
  });

  it("a write after one that failed waits for the next try instead of hammering the disk; a flush does not", async () => {
    let tries = 0;
    const writer = openFile("w", () => {
      tries += 1;
      return Promise.reject(full("EROFS"));
    });
    writer.append({ text: "a" });
    await writer.write();
    for (let i = 0; i < 10; i++) {
      writer.append({ text: "b" });
      await writer.write();
    }
    assert.equal(tries, 1);
    await writer.flush();
    assert.equal(tries, 2);
  });

  it("a failure of several files at once is told once, and a new one after that again", async () => {
    const notices = new StorageNotices((sentence) => void shown.push(sentence), {
      debug: log,
      info: log,
      warn: log,
      error: log,
    });
    let isFull = true;
    const append: AppendBytes = (name, bytes) => (isFull ? Promise.reject(full()) : appendBytes(name, bytes));
    const first = openFile("a", append, notices);
    file = path.join(folder, "sub", "b.jsonl");
    const second = openFile("b", append, notices);
    const fail = async () => {
      for (const one of [first, second]) {
        one.append({ text: "x" });
        await one.flush();
      }
    };
    await fail();
    assert.equal(shown.length, 1);
    isFull = false;
    await fail();
    isFull = true;
    await fail();
    assert.equal(shown.length, 2);
  });

  it("a folder that is gone is made again", async () => {
    const writer = openFile("w");
    writer.append({ text: "a" });
    await writer.flush();
    await rm(path.dirname(file), { recursive: true });
    writer.append({ text: "b" });
    await writer.flush();
    assert.deepEqual(await textsOf(openFile("r")), ["b"]);
  });

  it("a file in the place of the folder is told once, and what was kept is written when it is gone", async () => {
    await writeFile(path.join(folder, "sub"), "in the way");
    const writer = openFile("w");
    writer.append({ text: "a" });
    await writer.flush();
    writer.append({ text: "b" });
    await writer.flush();
    assert.equal(shown.length, 1);
    await rm(path.join(folder, "sub"));
    await writer.flush();
    assert.deepEqual(await textsOf(openFile("r")), ["a", "b"]);
  });

  it("keeps only so much for a disk that takes nothing, keeps the first of it, and says so once", async () => {
    let isFull = true;
    const append: AppendBytes = (name, bytes) => (isFull ? Promise.reject(full()) : appendBytes(name, bytes));
    const writer = openFile("w", append, undefined, 5000);
    for (let i = 0; i < 10; i++) writer.append({ text: `${i} ${"x".repeat(1000)}` });
    await writer.flush();
    assert.equal(shown.filter((sentence) => /waiting/.test(sentence)).length, 1);
    isFull = false;
    await writer.flush();
    writer.append({ text: "later" });
    await writer.flush();
    const texts = await textsOf(openFile("r"));
    assert.equal(texts.length, 5);
    assert.ok(texts[0]?.startsWith("0 "));
    assert.equal(texts.at(-1), "later");
  });

  it("a torn line costs that line only, and is no reason to set anything aside", async () => {
    await put('\n{"v":1,"text":"a"}\n{"v":1,"te');
    const writer = openFile("w");
    writer.append({ text: "b" });
    await writer.flush();
    assert.deepEqual(await textsOf(openFile("r")), ["a", "b"]);
    assert.deepEqual(await asideFiles(), []);
    assert.deepEqual(shown, []);
  });

  it("a file with lines of a later version is copied before anything is added, once for all windows to come", async () => {
    const before = '{"v":1,"text":"a"}\n{"v":2,"text":"from tomorrow"}\n';
    await put(before);
    for (const id of ["first", "second"]) {
      const writer = openFile(id);
      writer.append({ text: id });
      await writer.flush();
    }
    const [aside, ...more] = await asideFiles();
    assert.deepEqual(more, []);
    assert.equal(await readFile(path.join(path.dirname(file), aside ?? ""), "utf8"), before);
    assert.deepEqual(await textsOf(openFile("r")), ["a", "first", "second"]);
    assert.equal(shown.length, 1);
    assert.ok(shown[0]?.includes(aside ?? "nothing"));
  });

  for (const [name, content] of [
    ["of a later version", '{"v":2,"text":"a"}\n{"v":2,"text":"b"}\n'],
    ["of something else", '{"name":"settings"}\n'],
    ["without text", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe])],
    ["of zeros", new Uint8Array(4096)],
  ] as const) {
    it(`a file ${name} is kept under another name, and the chat begins a new one`, async () => {
      await put(content);
      const writer = openFile("w");
      assert.deepEqual(await textsOf(writer), []);
      writer.append({ text: "new" });
      await writer.flush();
      const [aside] = await asideFiles();
      const kept = await readFile(path.join(path.dirname(file), aside ?? ""));
      assert.deepEqual(kept, Buffer.from(content));
      assert.match(aside ?? "", /^a\.jsonl\.set-aside-\d{4}-\d\d-\d\dT\d{6}\.\d+Z$/);
      assert.deepEqual(await textsOf(openFile("r")), ["new"]);
      assert.equal(shown.length, 1);
    });
  }

  it("a folder in the place of the file is set aside too", async () => {
    await mkdir(file, { recursive: true });
    const writer = openFile("w");
    writer.append({ text: "new" });
    await writer.flush();
    assert.equal((await asideFiles()).length, 1);
    assert.deepEqual(await textsOf(openFile("r")), ["new"]);
  });

  it("a file that its only writer replaced holds what is last", async () => {
    const writer = openFile("w");
    for (let i = 0; i < 3; i++) writer.append({ text: String(i) });
    await writer.flush();
    writer.replace({ text: "only" });
    await writer.flush();
    writer.append({ text: "next" });
    await writer.flush();
    assert.deepEqual(await textsOf(openFile("r")), ["only", "next"]);
    assert.deepEqual(await readdir(path.dirname(file)), ["a.jsonl"]);
  });

  it("a file read while every single byte of it arrives gives each line once and whole", async () => {
    const writer = openFile("w");
    for (const text of ["ก้", "😀", "plain"]) writer.append({ text });
    await writer.flush();
    const bytes = await readFile(file);
    await rm(file);
    const reader = openFile("r");
    const texts: string[] = [];
    for (const byte of bytes) {
      await appendFile(file, Uint8Array.of(byte));
      texts.push(...(await textsOf(reader)));
    }
    assert.deepEqual(texts, ["ก้", "😀", "plain"]);
  });

  describe("whatever happens to a stored file", () => {
    const lines = ['{"v":1,"text":"old"}\n'];
    for (const [n, text] of ["ก้าว", "😀", "plain"].entries())
      lines.push(`\n{"v":1,"by":"w","n":${n + 1},"text":"${text}"}\n`);
    const whole = Buffer.from(lines.join(""));
    const readable = (bytes: Uint8Array) =>
      new Set(
        Buffer.from(bytes)
          .toString("utf8")
          .split("\n")
          .flatMap((line) => lines.filter((known) => known.trim() === line).map((known) => known)),
      );
    /** Reads, appends, reads again; gives what the next window sees. */
    const live = async (content: Uint8Array): Promise<readonly string[]> => {
      await rm(path.dirname(file), { recursive: true, force: true });
      await put(content);
      const window = openFile("x");
      const first = await textsOf(window);
      window.append({ text: "added" });
      await window.flush();
      window.dispose();
      const second = await textsOf(openFile("y"));
      assert.deepEqual(second, [...first, "added"]);
      return first;
    };

    it("cut off at any byte, it keeps every whole line and takes more", async () => {
      for (let length = 0; length <= whole.length; length++) {
        const cut = whole.subarray(0, length);
        const texts = await live(cut);
        assert.equal(texts.length, readable(cut).size, `cut at ${length}`);
      }
    });

    it("with any byte changed, it loses that line at most", async () => {
      for (let at = 0; at < whole.length; at++) {
        const changed = Uint8Array.from(whole);
        changed[at] = 0xff;
        assert.ok((await live(changed)).length >= lines.length - 2, `changed at ${at}`);
      }
    });

    it("put together from pieces of itself and noise, it never fails and keeps every whole line", async () => {
      const piece = fc.oneof(
        fc.tuple(fc.nat(whole.length), fc.nat(whole.length)).map(([from, to]) => whole.subarray(from, to)),
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom(...['{"v":3}\n', "[]\n", "null\n", "\n\n", "{"].map((text) => Buffer.from(text))),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
          const content = Buffer.concat(pieces);
          const texts = await live(content);
          assert.ok(texts.length >= readable(content).size);
        }),
        { numRuns: 150 },
      );
    });
  });
});
