import { parse } from "yaml";
import { parseSpec } from "./parseSpec";

/** Offsets are UTF-16 units of the text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * The edit that makes a spec name its model: in place of the one it names, as the first key of its front matter, or in a
 * front matter of its own. Everything else stays as it is. `undefined` when its front matter is broken.
 */
export function writeModel(text: string, modelId: string): TextEdit | undefined {
  const { block, keys, problems } = parseSpec(text);
  const end = /\r\n/.test(text) ? "\r\n" : "\n";
  const value = asYaml(modelId);
  if (!block) {
    const start = text.startsWith("\uFEFF") ? 1 : 0;
    return { start, end: start, newText: `---${end}model: ${value}${end}---${end}${end}` };
  }
  if (problems.some(({ code }) => code === "broken-yaml")) return undefined;
  const key = keys.find(({ name }) => name === "model");
  if (key?.value) return { ...key.value, newText: value };
  if (key) {
    // Nothing stands behind the colon but, at most, what belongs to a value.
    const [rest = ""] = /^[ \t]*:[^\r\n#]*?(?=[ \t]*(?:#|\r?\n|$))/.exec(text.slice(key.key.end)) ?? [];
    return { start: key.key.end, end: key.key.end + rest.length, newText: `: ${value}` };
  }
  return { start: block.yamlStart, end: block.yamlStart, newText: `model: ${value}${end}` };
}

/** Most ids are plain in YAML; `~vendor/x`, `true` and the like are not. */
function asYaml(id: string): string {
  const isPlain = /^[A-Za-z][\w./-]*(?::[\w.-]+)?$/.test(id) && parse(id) === id;
  return isPlain ? id : JSON.stringify(id);
}
