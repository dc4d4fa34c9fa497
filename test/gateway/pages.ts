import type { GatewayState } from "./gatewayState";
import { faults } from "./faults";

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}" +
  "code{font-size:.9em}td{padding:.1rem 1rem .1rem 0;vertical-align:top}button{font:inherit;padding:.3rem 1rem;margin-right:.5rem}";

/** `GET /`: what this server is, for whoever opens it in a browser. */
export function homePage(state: GatewayState): string {
  const { origin } = state;
  const rows = faults.map(({ name, summary }) => [`fault/${name}`, summary] as const);
  const routes = [
    [`${origin}/api/openrouter`, "as the Kilo Gateway speaks; also /api/gateway"],
    [`${origin}/api/v1`, "as OpenRouter speaks"],
    [`${origin}/v1`, "as a plain OpenAI-compatible proxy speaks; takes x-proxy-token"],
  ] as const;
  return page(
    "Local gateway",
    `<p>A stand-in for a model gateway, for trying SmartSpec and for its tests. No model is behind it: answers are made up
from what was sent, and nothing leaves this machine.</p>
<h2>Base URLs</h2>${table(routes)}
<p>Keys: <code>${state.validKeys.map(escape).join("</code>, <code>")}</code>; with <code>depleted</code> in it, a key has no
credit left; without any key, free models only.</p>
<p>A line <code>[[words:500]]</code> in the prompt makes the answer that long.</p>
<h2>Faults, by model id</h2>${table(rows)}`,
  );
}

/** `GET /device-auth`: the page where the user approves or denies a sign-in. */
export function devicePage(code: string): string {
  return page(
    "Sign in on this device",
    `<p>Does the program on your screen show the code <strong>${escape(code)}</strong>?</p>
<form method="post" action="/device-auth"><input type="hidden" name="code" value="${escape(code)}">
<button name="decision" value="approve">Approve</button><button name="decision" value="deny">Deny</button></form>`,
  );
}

export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escape(text)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}</style><h1>${escape(title)}</h1>${body}</html>`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(
    ([name, text]) => `<tr><td><code>${escape(name)}</code></td><td>${escape(text)}</td></tr>`,
  );
  return `<table>${cells.join("")}</table>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
