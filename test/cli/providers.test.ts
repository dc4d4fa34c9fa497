import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, it } from "mocha";
import type { ConnectionReport } from "../../src/core/connection/connectionReport";
import type { Model } from "../../src/core/models/model";
import { setUp } from "./setUp";

/** No key and no address. */
const nobody = { KILOCODE_API_KEY: "", KILOCODE_BASE_URL: "" };
const spec = "---\nmodel: openai/gpt-4o-mini\n---\n# Do\n";

describe("whom the command line asks", () => {
  const world = setUp();
  const last = () => world.chats().at(-1);

  it("the SmartSpec proxy, when the environment has its address: with its token in x-proxy-token", async () => {
    await world.write("test_hello.md", "# Hello\n");
    const { code, stderr } = await world.call(["/test_hello.md", "Say hello."], {
      env: {
        ...nobody,
        SMARTSPEC_BACKEND_URL: world.gateway.origin,
        SMARTSPEC_PROXY_TOKEN: "kilo_test_key",
        SMARTSPEC_DEFAULT_MODEL: "minimax/minimax-m2.1:free",
      },
    });
    assert.equal(code, 0, stderr);
    assert.equal(last()?.path, "/v1/chat/completions");
    assert.equal(last()?.headers["x-proxy-token"], "kilo_test_key");
    assert.equal(last()?.headers.authorization, undefined);
    assert.equal(world.sent().model, "minimax/minimax-m2.1:free");
  });

  it("a named provider goes before the proxy, the call before the spec", async () => {
    const env = { SMARTSPEC_BACKEND_URL: world.gateway.origin, SMARTSPEC_PROXY_TOKEN: "kilo_test_key" };
    await world.write("a.md", "---\nmodel: openai/gpt-4o-mini\nprovider: kilocode\n---\n# Do\n");
    assert.equal((await world.json(["run", "a.md", "--json"], { env })).value.provider, "kilocode");
    assert.equal(last()?.headers.authorization, "Bearer kilo_test_key");
    const named = await world.json(["run", "a.md", "--json", "--provider", "smartspec-proxy"], { env });
    assert.equal(named.value.provider, "smartspec-proxy");
    assert.equal(last()?.headers["x-proxy-token"], "kilo_test_key");
  });

  it("--base-url is the address of the chosen provider, for this call", async () => {
    await world.write("a.md", spec);
    const args = ["run", "a.md", "--json", "--provider", "openrouter"];
    const env = { ...nobody, OPENROUTER_API_KEY: "sk-or-v1-local" };
    const { code, value, stderr } = await world.json(
      [...args, "--base-url", `${world.gateway.origin}/api/v1/chat/completions`],
      { env },
    );
    assert.equal(code, 0, stderr);
    assert.equal(value.provider, "openrouter");
    assert.equal(last()?.path, "/api/v1/chat/completions");
    const kilo = await world.call(["run", "a.md", "--base-url", `${world.gateway.origin}/api/gateway`], {
      env: { KILOCODE_BASE_URL: "http://127.0.0.1:9/never" },
    });
    assert.equal(kilo.code, 0, kilo.stderr);
    assert.equal(last()?.path, "/api/gateway/chat/completions");
  });

  it("a key goes to nobody but its provider, and none is read from a .env", async () => {
    await world.write(".env", "KILOCODE_API_KEY=kilo_local_key\nSMARTSPEC_PROXY_TOKEN=kilo_local_key\n");
    await world.write("a.md", "# Do\n");
    const env = { ...nobody, OPENROUTER_API_KEY: "sk-or-v1-local", KILOCODE_BASE_URL: world.gateway.baseUrl };
    const { code } = await world.call(["run", "a.md"], { env });
    assert.equal(code, 0);
    for (const { headers } of world.gateway.requests) assert.equal(headers.authorization, undefined);
  });

  it("a paid model without a key is refused before anything is sent, with where the key is taken from", async () => {
    await world.write("a.md", spec);
    const env = { ...nobody, KILOCODE_BASE_URL: world.gateway.baseUrl };
    const { code, stderr } = await world.call(["run", "a.md"], { env });
    assert.equal(code, 1);
    assert.match(stderr, /needs a key before GPT-4o-mini can answer|needs a key before/);
    assert.match(stderr, /The key is taken from KILOCODE_API_KEY/);
    assert.equal(world.chats().length, 0);
  });

  it("a key that the server echoes is nowhere in what is printed", async () => {
    await world.write("a.md", spec);
    const { code, stdout, stderr } = await world.call(["run", "a.md", "--json"], {
      env: { KILOCODE_API_KEY: "kilo_not_accepted_key" },
    });
    assert.equal(code, 1);
    assert.doesNotMatch(stdout + stderr, /kilo_not_accepted_key/);
  });

  it("follows the proxy of the environment, but not to this computer", async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(502).end();
    });
    proxy.on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    try {
      const address = proxy.address();
      const port = typeof address === "object" ? address?.port : undefined;
      const env = { HTTP_PROXY: `http://127.0.0.1:${port}` };
      const here = await world.call(["models"], { env });
      assert.equal(here.code, 0, here.stderr);
      assert.equal(asked.length, 0);
      const there = await world.call(["models", "--base-url", "http://gateway.invalid/v1"], { env });
      assert.equal(there.code, 1);
      assert.ok(asked.length > 0 && asked.every((url) => url.includes("gateway.invalid")), asked.join());
    } finally {
      proxy.close();
      proxy.closeAllConnections();
    }
  });

  it("says who sends", async () => {
    await world.write("a.md", spec);
    await world.call(["run", "a.md"]);
    assert.match(String(last()?.headers["user-agent"]), /^SmartSpec-Kilo\/\d+\.\d+\.\d+ \(Node\.js \d/);
  });
});

describe("smartspec models", () => {
  const world = setUp();

  it("lists the cheapest first, and what has no price at the end, never as $0", async () => {
    const { code, stdout, stderr } = await world.call(["models"]);
    assert.equal(code, 0, stderr);
    const lines = stdout.trimEnd().split("\n");
    assert.match(lines[0] ?? "", /^Model +Context +In, per 1M +Out, per 1M +Notes$/);
    const at = (id: string) => lines.findIndex((line) => line.startsWith(`${id} `));
    assert.ok(at("minimax/minimax-m2.1:free") < at("openai/gpt-4o-mini"));
    assert.ok(at("openai/gpt-4o-mini") < at("openai/gpt-4o"));
    assert.ok(at("openai/gpt-4o") < at("acme-coding/direct-byok-model"));
    assert.match(lines[at("openai/gpt-4o-mini")] ?? "", / 128k +\$0\.15 +\$0\.60$/);
    assert.match(lines[at("minimax/minimax-m2.1:free")] ?? "", / free +free +may train on prompts$/);
    assert.match(lines[at("acme-coding/direct-byok-model")] ?? "", / unknown +unknown +your own key pays$/);
    assert.match(lines[at("perplexity/sonar")] ?? "", /plus \$0\.005\d* per request/);
    assert.match(lines.at(-1) ?? "", / varies +varies$/);
    assert.doesNotMatch(stdout, /\$0\.00\b|\$0 /);
  });

  it("--json gives the same list as data", async () => {
    const { code, value: data } = await world.data(["models", "--json"]);
    const value = data as readonly Model[];
    assert.equal(code, 0);
    assert.ok(value.length > 20);
    assert.ok(value.some(({ id, pricing }) => id === "openai/gpt-4o" && pricing.kind === "known"));
    assert.equal(value.at(-1)?.pricing.kind, "varies");
  });

  it("1 with a sentence when the list cannot be had", async () => {
    const { code, stdout, stderr } = await world.call(["models", "--base-url", "http://127.0.0.1:9"]);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /127\.0\.0\.1:9/);
  });
});

describe("smartspec test", () => {
  const world = setUp();
  const report = async (env: Readonly<Record<string, string>>) => {
    const { code, value } = await world.data(["test", "--json"], { env });
    return { code, value: value as ConnectionReport };
  };

  it("tells each step, and ends with 0 when all of them succeed", async () => {
    const { code, stdout } = await world.call(["test", "--model", "openai/gpt-4o-mini"]);
    assert.equal(code, 0, stdout);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" · ")[0]),
      ["✓ Address", "✓ TLS and proxy", "✓ Gateway answers", "✓ Key", "✓ Model", "✓ First token"],
    );
  });

  it("--json is a ConnectionReport; 1 when a step fails", async () => {
    const good = await report({});
    assert.equal(good.code, 0);
    assert.equal(good.value.ok, true);
    const bad = await report({ KILOCODE_API_KEY: "kilo_wrong" });
    assert.equal(bad.code, 1);
    assert.equal(bad.value.ok, false);
    assert.equal(bad.value.error?.code, "authentication");
    assert.equal(bad.value.steps.at(-1)?.name, "key");
  });
});

describe("smartspec help", () => {
  const world = setUp();

  it("--version and --help need nothing else", async () => {
    assert.match((await world.call(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const args of [["--help"], ["-h"], ["help"]]) {
      const { code, stdout, stderr } = await world.call(args);
      assert.equal(code, 0);
      assert.match(stdout, /^SmartSpec runs Markdown specs[^]*smartspec replay RECORD[^]*130 +stopped/);
      assert.equal(stderr, "");
    }
    assert.deepEqual(world.gateway.requests, []);
  });

  it("names every option of a command, in both languages", async () => {
    const english = await world.call(["help", "run"]);
    assert.equal(english.stdout, (await world.call(["run", "--help"])).stdout);
    for (const option of [
      "--model ID",
      "--var NAME=VALUE",
      "--junit FILE",
      "--replay-from FILE",
      "--dry-run",
    ])
      assert.ok(english.stdout.includes(option), option);
    const thai = await world.call(["help", "run"], { env: { LANG: "th_TH.UTF-8" } });
    assert.match(thai.stdout, /^วิธีใช้: smartspec run FILE/);
    assert.equal(thai.stdout.split("\n").length, english.stdout.split("\n").length);
  });
});
