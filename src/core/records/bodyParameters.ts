/** What every request has, or what stands elsewhere. */
const NO_PARAMETERS: ReadonlySet<string> = new Set(["messages", "model", "stream", "stream_options"]);

/** The parameters of a request's body, by name, as JSON. */
export function bodyParameters(body: unknown): ReadonlyMap<string, string> {
  if (typeof body !== "object" || body === null) return new Map();
  return new Map(
    Object.entries(body).flatMap(([name, value]) =>
      NO_PARAMETERS.has(name) ? [] : [[name, JSON.stringify(value)] as const],
    ),
  );
}
