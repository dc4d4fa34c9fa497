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
import { type RequestPreview, renderPreview } from "../core/run/renderPreview";
import { buildMessages } from "../core/spec/buildMessages";
import { secretInPrompt } from "../core/spec/secretInPrompt";
import { isSecretFile } from "../core/spec/isSecretFile";
import { specInputs } from "../core/spec/specInputs";
import { specParameters } from "../core/spec/specParameters";
import type { EnvironmentConsent } from "./environmentConsent";
import { PreviewFollower } from "./previewFollower";
import type { ProviderDirectory } from "./providerDirectory";
import type { PreparedRequest, RequestPreparer, RequestTarget } from "../core/run/requestPreparer";
import type { Settings } from "./settings";
import { nameOf } from "./specFiles";
import { specIdentity } from "./specIdentity";
import type { SpecInputsDesk } from "./specInputsDesk";
import type { SpecReader, SpecReading } from "./specReader";
import { originOf, type VirtualDocuments } from "./virtualDocuments";
import { VIRTUAL_SCHEME } from "./virtualScheme";

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
  readonly inputs: SpecInputsDesk;
  readonly consent: EnvironmentConsent;
  /** Settings, providers or the language have changed. */
  readonly onDidChangeSurroundings: vscode.Event<void>;
  readonly report: (error: unknown) => void;
}

/** A request as far as it got. */
interface Preview {
  readonly reading?: SpecReading;
  readonly target?: RequestTarget;
  readonly prepared?: PreparedRequest;
  readonly problems: readonly UserFacingError[];
}

/**
 * Shows what a spec would send, and goes on showing it while the spec is edited. Asks nothing, and sends nothing but
 * questions about models.
 */
export class RequestPreviews implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: RequestPreviewsParts;
  readonly #follower: PreviewFollower;
  readonly #registration = vscode.languages.registerCodeLensProvider({ scheme: VIRTUAL_SCHEME }, this);

  constructor(parts: RequestPreviewsParts) {
    this.#parts = parts;
    const { documents, onDidChangeSurroundings, report } = parts;
    this.#follower = new PreviewFollower({
      make: (preview) => this.#rendered(vscode.Uri.parse(originOf(preview).of)),
      put: (preview, content) => documents.update(preview, content),
      drop: (preview) => documents.drop(preview),
      onDidChangeSurroundings,
      report,
    });
    documents.remake("request", async (of, preview) => {
      const { content, files } = await this.#rendered(vscode.Uri.parse(of));
      this.#follower.follow(preview, files);
      return content;
    });
  }

  async show(uri: vscode.Uri): Promise<vscode.Uri> {
    const { content, files } = await this.#rendered(uri, { isAsked: true });
    const title = `${l10n.t("Request")} ${nameOf(uri).replace(ENDINGS, "")}.md`;
    const shown = await this.#parts.documents.show(title, content, { kind: "request", of: uri.toString() });
    this.#follower.follow(shown, files);
    return shown;
  }

  /** `files`: the addresses of the spec and of what it includes. */
  async #rendered(
    uri: vscode.Uri,
    options: { readonly isAsked?: boolean } = {},
  ): Promise<{ readonly content: string; readonly files: ReadonlySet<string> }> {
    const { reading, target, prepared, problems } = await this.#preview(uri, options);
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
      ...this.#questions(uri, reading),
    });
    const included = reading?.assembled.files ?? [];
    const addresses = included.map(({ path }) => vscode.Uri.joinPath(reading?.folder ?? uri, path));
    return { content, files: new Set([uri, ...addresses].map((file) => file.toString())) };
  }

  /** What a run will ask first, with what was answered already. */
  #questions(
    uri: vscode.Uri,
    reading: SpecReading | undefined,
  ): Pick<RequestPreview, "inputs" | "variables" | "secretFiles"> {
    if (!reading) return { inputs: [], variables: [], secretFiles: [] };
    const { spec, path, assembled } = reading;
    const answered = this.#parts.inputs.answered(uri);
    return {
      inputs: specInputs(spec, path).map(({ name, default: value }) => {
        const known = answered[name] ?? value;
        return { name, ...(known !== undefined && { value: known }) };
      }),
      variables: this.#parts.consent.unanswered(uri, spec),
      secretFiles: [path, ...assembled.files.map((file) => file.path)].filter(isSecretFile),
    };
  }

  /**
   * The same as a command line, with a variable in the place of the key.
   * @throws UserFacingError when it could not be sent.
   */
  async curl(uri: vscode.Uri): Promise<string> {
    const { prepared, problems } = await this.#preview(uri, { isAsked: true });
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
    const { kind, of } = originOf(uri);
    if (kind !== "request") return [];
    const command = {
      title: l10n.t("Copy as cURL"),
      command: "smartspec.copyAsCurl",
      arguments: [vscode.Uri.parse(of)],
    };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  /** `isAsked`: somebody pressed a button, so that a model list that has just failed is asked for again. */
  async #preview(uri: vscode.Uri, { isAsked = false }: { readonly isAsked?: boolean }): Promise<Preview> {
    const { reader, requests, settings, secrets, providers, inputs } = this.#parts;
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
    const reading = await attempt(() =>
      reader.forEstimate({ kind: "spec", uri: uri.toString(), inputs: inputs.answered(uri) }),
    );
    if (!reading) return { problems };
    const { frontMatter } = reading.spec;
    const target = await attempt(() =>
      requests.target({
        provider: frontMatter.provider,
        model: frontMatter.model ?? frontMatter.models?.[0],
        isRun: isAsked,
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
    this.#follower.dispose();
    this.#registration.dispose();
  }
}

/** What goes over the wire, and the part of it that is neither model nor text. */
function bodyOf({ request, provider }: PreparedRequest) {
  const body = chatBody(request, provider.kind) as Readonly<Record<string, unknown>>;
  const { model: _model, messages: _messages, ...parameters } = body;
  return { body, parameters };
}
