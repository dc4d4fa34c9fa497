/**
 * Takes secrets out of every string of a plain JSON value. Gives the same value back when there is nothing to take out,
 * which is nearly always: finding that out is one search through its text.
 */
export function redactDeep<T>(value: T, redact: (text: string) => string): T {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || redact(text) === text) return value;
  return redactValue(value, redact) as T;
}

function redactValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, redact));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, redactValue(entry, redact)]));
}
