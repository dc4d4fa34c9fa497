import { createServer } from "node:http";

/**
 * A careless server: repeats the key it was sent wherever an answer has room for it, also cut in two.
 * @returns {Promise<{ baseUrl: string, chatRequests: () => number, close: () => Promise<void> }>}
 */
export async function startEchoServer() {
  let chatRequests = 0;
  const server = createServer((request, response) => {
    const key = /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1] ?? "no key";
    const half = Math.floor(key.length / 2);
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    request.resume();
    if (path.endsWith("/models")) {
      response.setHeader("content-type", "application/json");
      const row = (/** @type {string} */ id) => ({ id, name: `${id} for ${key}`, description: key });
      return void response.end(JSON.stringify({ data: [row("echo/answer"), row("echo/error")] }));
    }
    if (!path.endsWith("/chat/completions")) return void response.writeHead(404).end("{}");
    chatRequests += 1;
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      if (JSON.parse(body).model === "echo/error") {
        response.writeHead(400, { "content-type": "application/json", "x-request-id": `id ${key}` });
        return void response.end(
          JSON.stringify({ error: { message: `Refused ${key}`, metadata: { provider_name: `Up ${key}` } } }),
        );
      }
      response.writeHead(200, { "content-type": "text/event-stream", "x-request-id": `id ${key}` });
      const send = (/** @type {object} */ delta, finish = null) =>
        response.write(
          `data: ${JSON.stringify({
            model: `served/${key}`,
            provider: `Up ${key}`,
            choices: [{ index: 0, delta, finish_reason: finish }],
          })}\n\n`,
        );
      send({ reasoning: `Thinking of ${key.slice(0, half)}` });
      send({ reasoning: `${key.slice(half)}.` });
      send({ content: `Your key begins ${key.slice(0, half)}` });
      send({ content: `${key.slice(half)} and ends. Base64: ${btoa(key)}` });
      send({}, "stop");
      response.end("data: [DONE]\n\n");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    chatRequests: () => chatRequests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
