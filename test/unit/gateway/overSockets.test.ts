import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "mocha";
import { UserFacingError } from "../../../src/core/errors";
import type { GatewayClient } from "../../../src/core/ports";
import { OpenAiGatewayClient } from "../../../src/gateway/openAiGatewayClient";
import { DEFAULT_POLICY } from "../../../src/gateway/requestPolicy";
import { collect, HELLO, testConnection, textChunk, textOf } from "./testGateway";

const quiet = (): void => undefined;

function clientAt(port: number): GatewayClient {
  return new OpenAiGatewayClient(
    testConnection({ provider: { baseUrl: `http://127.0.0.1:${port}/v1` } }),
    {
      fetch: globalThis.fetch,
      userAgent: "test",
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      translations: {},
    },
    { ...DEFAULT_POLICY, chatRetries: 0, readRetries: 0 },
  );
}

/** What a recording fetch cannot prove: that sockets really close, and that the runtime's own errors are understood. */
describe("OpenAiGatewayClient over sockets", () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  async function clientOf(listener: RequestListener): Promise<GatewayClient> {
    server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    return clientAt((server.address() as AddressInfo).port);
  }

  const never = new AbortController().signal;

  it("streams, and sends what it says it sends", async () => {
    let body = "";
    let headers: NodeJS.Dict<string | string[]> = {};
    const client = await clientOf((request, response) => {
      headers = request.headers;
      request.setEncoding("utf8").on("data", (part: string) => (body += part));
      request.on("end", () => response.end(`${textChunk("Dobrý den")}data: [DONE]\n\n`));
    });
    const { events, error } = await collect(client.streamChat(HELLO, never));
    assert.equal(error, undefined);
    assert.equal(textOf(events), "Dobrý den");
    assert.equal(headers["user-agent"], "test");
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith("x-stainless")),
      [],
    );
    assert.equal((JSON.parse(body) as { model: string }).model, HELLO.modelId);
  });

  it("calls a socket that dies in the answer an interruption", async () => {
    const client = await clientOf((_request, response) => {
      response.write(textChunk("Hi"), () => setImmediate(() => response.destroy()));
    });
    const { events, error } = await collect(client.streamChat(HELLO, never));
    assert.equal(textOf(events), "Hi");
    assert.ok(UserFacingError.is(error) && error.code === "stream-interrupted", String(error));
  });

  it("calls a socket that dies before the answer a network failure", async () => {
    const client = await clientOf((request) => request.socket.destroy());
    const { error } = await collect(client.streamChat(HELLO, never));
    assert.ok(UserFacingError.is(error) && error.code === "network", String(error));
  });

  it("calls a closed port a refused connection", async () => {
    const shortLived = createServer().listen(0, "127.0.0.1");
    await once(shortLived, "listening");
    const { port } = shortLived.address() as AddressInfo;
    shortLived.close();
    await once(shortLived, "close");
    const { error } = await collect(clientAt(port).streamChat(HELLO, never));
    assert.ok(UserFacingError.is(error) && error.code === "network");
    assert.match(error.message, /refuses/);
  });

  it("closes the server's socket when cancelled", async () => {
    const closed = Promise.withResolvers<void>();
    const client = await clientOf((_request, response) => {
      response.on("close", () => closed.resolve());
      response.write(textChunk("Hi"));
    });
    const controller = new AbortController();
    const reason = new Error("stopped");
    await assert.rejects(async () => {
      for await (const event of client.streamChat(HELLO, controller.signal)) {
        if (event.type === "text-delta") controller.abort(reason);
      }
    }, reason);
    await closed.promise;
  });

  it("closes the server's socket when the reader leaves", async () => {
    const closed = Promise.withResolvers<void>();
    const client = await clientOf((_request, response) => {
      response.on("close", () => closed.resolve());
      response.write(textChunk("Hi"));
    });
    for await (const event of client.streamChat(HELLO, never)) if (event.type === "text-delta") break;
    await closed.promise;
  });

  it("knows a 407, though fetch hides it", async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(407, { "proxy-authenticate": 'Basic realm="corp"' }).end();
    });
    const { error } = await collect(client.streamChat(HELLO, never));
    assert.ok(UserFacingError.is(error) && error.code === "network");
    assert.match(error.message, /proxy .* asks for a user name and password/);
    assert.deepEqual([error.retryable, error.details?.status], [false, 407]);
  });

  it("does not follow a redirect to another origin", async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(307, { location: "http://127.0.0.1:1/elsewhere" }).end();
    });
    const { error } = await collect(client.streamChat(HELLO, never));
    assert.ok(UserFacingError.is(error) && error.code === "invalid-response");
    assert.match(error.message, /127\.0\.0\.1:1;/);
  });
});
