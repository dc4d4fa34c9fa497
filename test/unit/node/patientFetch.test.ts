import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { patientFetch } from "../../../src/node/patientFetch";

const GLOBAL_DISPATCHER = Symbol.for("undici.globalDispatcher.1");
const globals = globalThis as unknown as Record<PropertyKey, unknown>;

interface Dispatcher {
  dispatch(options: object, handler: unknown): boolean;
}

describe("patientFetch", () => {
  const server = createServer((_request, response) => void response.end("hello"));
  let url = "";
  let orders: { readonly headersTimeout?: number; readonly bodyTimeout?: number }[] = [];
  let original: unknown;

  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    // The runtime makes its dispatcher with the first use.
    await (await fetch(url)).text();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => {
    original = globals[GLOBAL_DISPATCHER];
    orders = [];
    const recording: Dispatcher = {
      dispatch(options, handler) {
        orders.push(options);
        return (original as Dispatcher).dispatch(options, handler);
      },
    };
    globals[GLOBAL_DISPATCHER] = recording;
  });

  afterEach(() => {
    globals[GLOBAL_DISPATCHER] = original;
    delete globals["__vscodeOriginalFetch"];
  });

  it("asks a server on this machine without the runtime's own limits of silence", async () => {
    assert.equal(await (await patientFetch(url)).text(), "hello");
    assert.deepEqual(
      orders.map(({ headersTimeout, bodyTimeout }) => [headersTimeout, bodyTimeout]),
      [[0, 0]],
    );
  });

  it("is an ordinary fetch where the runtime keeps its dispatcher elsewhere", async () => {
    const runtimeFetch = globals["fetch"];
    const asked: unknown[] = [];
    globals[GLOBAL_DISPATCHER] = undefined;
    globals["fetch"] = (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve(new Response("as usual"));
    };
    try {
      assert.equal(await (await patientFetch(url)).text(), "as usual");
    } finally {
      globals["fetch"] = runtimeFetch;
    }
    assert.deepEqual(asked, [[url, undefined]]);
  });

  it("stops when it is told to", async () => {
    await assert.rejects(patientFetch(url, { signal: AbortSignal.abort(new Error("stopped")) }), /stopped/);
  });

  it("goes around the editor's fetch for that, which would put a dispatcher of its own in place", async () => {
    const runtimeFetch = globals["fetch"];
    globals["__vscodeOriginalFetch"] = runtimeFetch;
    globals["fetch"] = () => assert.fail("the editor's fetch was asked");
    try {
      assert.equal(await (await patientFetch(url)).text(), "hello");
    } finally {
      globals["fetch"] = runtimeFetch;
    }
  });

  it("leaves everything else to the editor's fetch, which knows proxy and certificates", async () => {
    const runtimeFetch = globals["fetch"];
    const asked: unknown[] = [];
    globals["__vscodeOriginalFetch"] = () => assert.fail("the runtime's fetch was asked");
    globals["fetch"] = (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve(new Response("from the editor"));
    };
    try {
      for (const address of ["https://api.kilo.ai/x", "https://localhost/x", "http://192.168.1.20/x"]) {
        assert.equal(await (await patientFetch(address, { method: "POST" })).text(), "from the editor");
      }
    } finally {
      globals["fetch"] = runtimeFetch;
    }
    assert.deepEqual(asked.at(-1), ["http://192.168.1.20/x", { method: "POST" }]);
  });
});
