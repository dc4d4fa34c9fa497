import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isFreeRun } from "../core/cost/isFreeRun";
import { countClasses } from "../core/cost/countClasses";
import { weigh } from "../core/cost/tokenClasses";
import { UserFacingError } from "../core/errors";
import type { KnownSecrets } from "../core/knownSecrets";
import { type Environment, organizationId } from "../core/providers/environmentKey";
import { shellHeaders } from "../core/providers/shellHeaders";
import { chatBody } from "../core/run/chatBody";
import { curlCommand } from "../core/run/curlCommand";
import { renderPreview } from "../core/run/renderPreview";
import { buildMessages } from "../core/spec/buildMessages";
import { secretInPrompt } from "../core/spec/secretInPrompt";
import { specInputs } from "../core/spec/specInputs";
import { specParameters } from "../core/spec/specParameters";
import type { ProviderDirectory } from "./providerDirectory";
import type { PreparedRequest, RequestPreparer, RequestTarget } from "../core/run/requestPreparer";
import type { Settings } from "./settings";
import { nameOf } from "./specFiles";
import { specIdentity } from "./specIdentity";
import type { SpecReader, SpecReading } from "./specReader";
import type { VirtualDocuments } from "./virtualDocuments";

/** With those that would make a document about a prompt a prompt itself. */
const ENDINGS = /(\.(prompt|instructions|agent|chatmode))?\.(md|markdown)$/i;

interface RequestPreviewsParts {
  readonly settings: Settings;
  readonly providers: ProviderDirectory;
  readonly reader: SpecReader;
  readonly requests: RequestPreparer;
  readonly documents: VirtualDocuments;
  readonly secrets: KnownSecrets;
  readonly environment: Environment;
}

/** A request as far as it got. */
interface Preview {
  readonly reading?: SpecReading;
  readonly target?: RequestTarget;
  readonly prepared?: PreparedRequest;
  readonly problems: readonly UserFacingError[];
}

/** Shows what a spec would send. Asks nothing, and sends nothing but questions about models. */
export class RequestPreviews implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: RequestPreviewsParts;
  /** Which spec a document is the preview of. */
  readonly #specs = new Map<string, vscode.Uri>();
  readonly #registration = vscode.languages.registerCodeLensProvider({ scheme: "smartspec" }, this);

  constructor(parts: RequestPreviewsParts) {
    this.#parts = parts;
  }

  async show(uri: vscode.Uri): Promise<vscode.Uri> {
    const { reading, target, prepared, problems } = await this.#preview(uri);
    const weights = prepared?.basis.rates.weights;
    const tokens = (text: string) => (weights ? weigh(countClasses(text), weights) : 0);
    const name = nameOf(uri);
    const content = renderPreview({
      spec: name,
      ...(target && {
        provider: target.provider,
        model: { id: target.chosen.id, isFree: isFreeRun(target.chosen.model, prepared?.estimate ?? {}) },
      }),
      parameters: prepared ? bodyOf(prepared).parameters : {},
      ...(prepared && { estimate: prepared.estimate }),
      parts: (reading?.assembled.parts ?? []).map((part) => ({ name: part.name, tokens: tokens(part.text) })),
      messages: (prepared?.request.messages ?? []).map((message) => ({
        ...message,
        tokens: tokens(message.content),
      })),
      problems: problems.map(({ message }) => message),
      inputs: reading
        ? specInputs(reading.spec, reading.path).map((input) => ({
            name: input.name,
            value: input.default ?? input.choices?.[0] ?? input.name,
          }))
        : [],
    });
    const title = `${l10n.t("Request")} ${name.replace(ENDINGS, "")}.md`;
    const shown = await this.#parts.documents.show(title, content);
    this.#specs.set(shown.toString(), uri);
    return shown;
  }

  /**
   * The same as a command line, with a variable in the place of the key.
   * @throws UserFacingError when it could not be sent.
   */
  async curl(uri: vscode.Uri): Promise<string> {
    const { prepared, problems } = await this.#preview(uri);
    const [problem] = problems;
    if (problem || !prepared)
      throw problem ?? new UserFacingError("invalid-spec", l10n.t("There is no text to send."));
    const { provider, hasKey } = prepared;
    const command = curlCommand({
      url: `${provider.baseUrl}/chat/completions`,
      ...shellHeaders(provider, {
        hasKey,
        hasOrganization: organizationId(provider, this.#parts.environment) !== undefined,
      }),
      body: JSON.stringify(bodyOf(prepared).body),
    });
    // A header of the user's own may hold what is a key elsewhere.
    return this.#parts.secrets.redact(command);
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const spec = this.#specs.get(uri.toString());
    if (!spec) return [];
    const command = { title: l10n.t("Copy as cURL"), command: "smartspec.copyAsCurl", arguments: [spec] };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  async #preview(uri: vscode.Uri): Promise<Preview> {
    const { reader, requests, settings, secrets, providers } = this.#parts;
    const problems: UserFacingError[] = [];
    const attempt = async <T>(make: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await make();
      } catch (error) {
        if (!UserFacingError.is(error)) throw error;
        problems.push(error);
        return undefined;
      }
    };
    const reading = await attempt(() => reader.forEstimate({ kind: "spec", uri: uri.toString() }));
    if (!reading) return { problems };
    const { frontMatter } = reading.spec;
    const target = await attempt(() =>
      requests.target({
        provider: frontMatter.provider,
        model: frontMatter.model ?? frontMatter.models?.[0],
      }),
    );
    if (!target) return { reading, problems };
    const messages = buildMessages({
      system: frontMatter.system,
      history: [],
      spec: reading.assembled.text,
    });
    await providers.learnKeys();
    const held = secretInPrompt(messages, reading.text, secrets, (id) => providers.nameOf(id));
    const preview = await requests.preview(target, {
      messages,
      parameters: specParameters(frontMatter, settings.requestParameters(uri)),
      specId: specIdentity(uri).specId,
      expect: frontMatter.expect,
    });
    return {
      reading,
      target,
      prepared: preview.prepared,
      problems: [...problems, ...(held ? [held] : []), ...preview.problems],
    };
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

/** What goes over the wire, and the part of it that is neither model nor text. */
function bodyOf({ request, provider }: PreparedRequest) {
  const body = chatBody(request, provider.kind) as Readonly<Record<string, unknown>>;
  const { model: _model, messages: _messages, ...parameters } = body;
  return { body, parameters };
}
