import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../errors";
import type { SpecFolder } from "../ports";
import { checkSpecText, MAX_SPEC_BYTES, specTooLarge } from "./decodeSpec";
import { expandVariables } from "./expandVariables";
import { fenced } from "./fenced";
import { isForeignSpec } from "./foreignSpecs";
import { isSpecPath } from "./parseSlashCommand";
import { problemError, type Spec, specError, type TextSpan } from "./parseSpec";
import type { SpecInput } from "./frontMatter";
import { ownValue, specInputs } from "./specInputs";
import { specPath } from "./specPath";
import type { SpecProblem } from "./specProblem";
import { bodyReferences, specReferences } from "./specReferences";
import { withoutFrontMatter } from "./frontMatterBlock";

/** Includes in includes; deeper than anybody means. */
const DEEPEST = 16;

export interface SpecSources {
  /** Text of the whole file, from which `spec` was read. */
  readonly text: string;
  /** Of the file, from the folder that its own paths stay in. */
  readonly path: string;
  readonly folder: SpecFolder;
  /** Sent in place of the whole body, such as a section of it. */
  readonly part?: string;
  /** Values of inputs by name; of one that nothing declares, too, when it was given by hand. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Absent = nothing is selected. */
  readonly selection?: string;
  /** What the user has agreed to send; only names from the front matter's `env` are asked for. */
  readonly environment: (name: string) => string | undefined;
  /** Takes the place of `$ARGUMENTS` in commands of other tools. */
  readonly instruction?: string;
}

/** A file that goes along, as it was read. */
export interface IncludedFile {
  readonly path: string;
  readonly text: string;
}

export interface AssembledSpec {
  /** What the user message says, without an instruction. */
  readonly text: string;
  /** The same in its parts: each file of context, and then the spec itself. */
  readonly parts: readonly {
    readonly kind: "include" | "spec";
    readonly name: string;
    readonly text: string;
  }[];
  readonly files: readonly IncludedFile[];
  /** The instruction already stands in the text. */
  readonly hasInstruction: boolean;
  /** Names of inputs that were given, but that neither the front matter nor what is sent knows. */
  readonly unknownInputs: readonly string[];
}

/**
 * Puts together what a spec sends: the files of its front matter and of its context links, each under its name, and then
 * its text with the variables filled in. The same sources give the same text.
 * @throws UserFacingError `invalid-spec` with the line that is wrong, `payload-too-large`.
 */
export async function assembleSpec(spec: Spec, sources: SpecSources): Promise<AssembledSpec> {
  const broken = specError(spec, sources.text);
  if (broken) throw broken;
  return new Assembly(spec, sources).assemble();
}

class Assembly {
  readonly #spec: Spec;
  readonly #sources: SpecSources;
  readonly #isForeign: boolean;
  /** By path: a file that is named twice is read once, so that both are the same. */
  readonly #files = new Map<string, string>();
  readonly #inputs: ReadonlyMap<string, SpecInput>;
  readonly #usedInputs = new Set<string>();
  #hasInstruction = false;
  /** UTF-16 units of all files, as often as they were named. */
  #length = 0;

  constructor(spec: Spec, sources: SpecSources) {
    this.#spec = spec;
    this.#sources = sources;
    this.#isForeign = isForeignSpec(sources.path);
    this.#inputs = new Map(specInputs(spec, sources.path).map((input) => [input.name, input]));
  }

  async assemble(): Promise<AssembledSpec> {
    const { part, path } = this.#sources;
    const body = part ?? this.#spec.body;
    const isWhole = part === undefined;
    const offset = this.#spec.block?.bodyStart ?? 0;
    const context = isWhole
      ? specReferences(this.#spec)
      : [...specReferences({ ...this.#spec, body: "" }), ...bodyReferences(body, 0)];
    const includes = new Map<string, string>();
    for (const reference of context) {
      if (reference.kind === "variable") continue;
      const found = await this.#read(reference.written, path, this.#placeOf(reference, isWhole));
      if (!includes.has(found.path)) includes.set(found.path, found.text);
    }
    const text = await this.#expand(body, {
      path,
      chain: [path],
      place: isWhole ? (start) => ({ start: offset + start, end: offset + start }) : () => undefined,
    });
    const parts = [
      ...[...includes].map(([name, content]) => ({
        kind: "include" as const,
        name,
        text: contextBlock(name, content),
      })),
      { kind: "spec" as const, name: path, text },
    ];
    return {
      text: checkSpecText(parts.map((one) => one.text).join(""), path),
      parts,
      files: [...this.#files].map(([name, content]) => ({ path: name, text: content })),
      hasInstruction: this.#hasInstruction,
      unknownInputs: this.#unknownInputs(),
    };
  }

  /** Of a part that was cut out of the file nobody knows the lines, except in the front matter. */
  #placeOf(span: TextSpan, isWhole: boolean): TextSpan | undefined {
    return isWhole || span.end <= (this.#spec.block?.bodyStart ?? 0) ? span : undefined;
  }

  async #expand(
    text: string,
    within: {
      readonly path: string;
      readonly chain: readonly string[];
      readonly place: (offset: number) => TextSpan | undefined;
    },
  ): Promise<string> {
    return expandVariables(text, (name, offset) => this.#valueOf(name, within, within.place(offset)), {
      isForeign: this.#isForeign && within.chain.length === 1,
    });
  }

  async #valueOf(
    name: string,
    { path, chain }: { readonly path: string; readonly chain: readonly string[] },
    place: TextSpan | undefined,
  ): Promise<string | undefined> {
    if (this.#isForeign && chain.length === 1) return this.#foreignValueOf(name, place);
    if (name === "selection") return this.#selection(place);
    if (name.startsWith("file:")) return this.#fileText(name.slice("file:".length), path, chain, place);
    if (name.startsWith("env:")) return this.#environmentValue(name.slice("env:".length).trim(), place);
    return this.#input(name, place);
  }

  /** VS Code's `${input:name}`, `${selection}`, and the arguments of a command. */
  #foreignValueOf(name: string, place: TextSpan | undefined): string | undefined {
    if (name === "ARGUMENTS") {
      this.#hasInstruction = true;
      return this.#sources.instruction ?? "";
    }
    if (name === "selection" || name === "selectedText") return this.#selection(place);
    const [, input] = /^input:([^:]+)/.exec(name) ?? [];
    return input === undefined ? undefined : this.#input(input, place);
  }

  #selection(place: TextSpan | undefined): string {
    const { selection } = this.#sources;
    if (selection !== undefined && selection !== "") return selection;
    throw this.#refusal(l10n.t("Nothing is selected, and the spec asks for a selection."), place);
  }

  #input(name: string, place: TextSpan | undefined): string | undefined {
    const input = this.#inputs.get(name);
    const given = ownValue(this.#sources.inputs, name);
    if (given !== undefined) this.#usedInputs.add(name);
    if (!input) return given;
    const value = given ?? input.default;
    if (value === undefined) throw this.#refusal(l10n.t("{0} has no value.", name), place);
    if (input.choices && !input.choices.includes(value)) {
      throw this.#refusal(l10n.t("{0} must be one of {1}.", name, input.choices.join(", ")), place);
    }
    return value;
  }

  #unknownInputs(): readonly string[] {
    return Object.keys(this.#sources.inputs).filter(
      (name) => !this.#inputs.has(name) && !this.#usedInputs.has(name),
    );
  }

  #environmentValue(name: string, place: TextSpan | undefined): string | undefined {
    if (!this.#spec.frontMatter.env?.includes(name)) return undefined;
    const value = this.#sources.environment(name);
    if (value !== undefined) return value;
    throw this.#refusal(l10n.t("The environment variable {0} is not set, or may not be sent.", name), place);
  }

  async #fileText(
    written: string,
    from: string,
    chain: readonly string[],
    place: TextSpan | undefined,
  ): Promise<string> {
    const { path, text } = await this.#read(written, from, place);
    if (chain.includes(path) || chain.length >= DEEPEST) {
      const message = l10n.t("{0} includes itself: {1}.", path, [...chain, path].join(" → "));
      throw this.#refusal(message, place, { code: "include-cycle" });
    }
    // Only a spec has variables of its own; braces in code are code.
    if (!isSpecPath(path)) return text;
    return this.#expand(withoutFrontMatter(text), { path, chain: [...chain, path], place: () => place });
  }

  async #read(
    written: string,
    from: string,
    place: TextSpan | undefined,
  ): Promise<{ readonly path: string; readonly text: string }> {
    const path = specPath(written, from);
    if (path === undefined)
      throw this.#refusal(l10n.t("{0} is outside the workspace folder.", written), place, {
        code: "file-outside",
      });
    try {
      const text = this.#files.get(path) ?? (await this.#sources.folder.read(path));
      this.#files.set(path, text);
      // Includes that include each other twice double at each step: waiting for the whole would take all memory.
      this.#length += text.length;
      if (this.#length > MAX_SPEC_BYTES) throw specTooLarge(this.#length, this.#sources.path);
      return { path, text };
    } catch (error) {
      if (!UserFacingError.is(error) || error.code !== "invalid-spec") throw error;
      throw this.#refusal(error.message, place, { code: "file-not-found", cause: error });
    }
  }

  /** `code`: of the mark in the editor; absent for what only a run can know. */
  #refusal(
    message: string,
    place: TextSpan | undefined,
    { code, cause }: { readonly code?: SpecProblem["code"]; readonly cause?: Error } = {},
  ): UserFacingError {
    if (place === undefined) return new UserFacingError("invalid-spec", message, { cause });
    return problemError(
      { code: code ?? "wrong-value", severity: "error", message, ...place },
      this.#sources.text,
    );
  }
}

/** A file as Markdown shows one: its name, and its text in a fence. */
function contextBlock(path: string, text: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1] ?? "";
  return `File \`${path}\`:\n\n${fenced(text, extension)}\n`;
}
