/**
 * A request as a command for a POSIX shell. `variables`: names that the shell fills in where `$NAME` stands in a header;
 * nothing else is. `body`: sent byte for byte.
 */
export function curlCommand({
  url,
  headers,
  variables,
  body,
}: {
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly variables: readonly string[];
  readonly body: string;
}): string {
  return [
    `curl -N ${single(url)}`,
    ...headers.map(([name, value]) => `-H ${double(`${name}: ${value}`, variables)}`),
    `--data-raw ${single(body)}`,
  ].join(" \\\n  ");
}

/** Nothing has a meaning in these quotes but the quote itself. */
function single(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Variables are filled in, everything else stays as it is; interactive shells look for `!` even here. */
function double(text: string, variables: readonly string[]): string {
  const isVariable = (name: string | undefined) => name !== undefined && variables.includes(name);
  return text
    .split("!")
    .map((part) => {
      const quoted = part.replace(/[\\"`]|\$(\w+)?/g, (match, name?: string) =>
        isVariable(name) ? match : `\\${match}`,
      );
      return `"${quoted}"`;
    })
    .join("'!'");
}
