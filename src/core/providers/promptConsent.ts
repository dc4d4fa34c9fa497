import type { Model } from "../models/model";
import type { ProviderConfig } from "./providerConfig";

/** The `smartspec.promptLogging` setting. */
export type PromptLoggingSetting = "ask" | "allow" | "never";

/**
 * `not-needed`: nobody said that prompts may be kept. `ask`: nothing may leave before the user agreed. `allowed`: agreed,
 * now or earlier. `refused`: the setting says never.
 */
export type PromptConsent = "not-needed" | "ask" | "allowed" | "refused";

/**
 * May this request go out? Consent is needed only where the model list says that prompts may be used for training, or a
 * request to a Kilo gateway goes out without a key (wire 1.3: then only free models answer, and they may log). The
 * setting `never` outweighs an earlier agreement.
 */
export function promptConsent(question: {
  /** `undefined` when the list is not known or does not have it. */
  readonly model: Model | undefined;
  readonly modelId: string;
  readonly provider: ProviderConfig;
  readonly hasKey: boolean;
  readonly setting: PromptLoggingSetting;
  /** Keys made by `consentKey`. */
  readonly consented: ReadonlySet<string>;
}): PromptConsent {
  const { model, modelId, provider, hasKey, setting, consented } = question;
  const isAnonymous = provider.kind === "kilocode" && !hasKey;
  if (!isAnonymous && model?.mayTrainOnPrompts !== true) return "not-needed";
  if (setting === "never") return "refused";
  if (setting === "allow" || consented.has(consentKey(provider.id, modelId))) return "allowed";
  return "ask";
}

/** Under which an agreement is remembered: the same model at another provider is another question. */
export function consentKey(providerId: string, modelId: string): string {
  // Provider ids hold no white space, so the first space always ends the id.
  return `${providerId} ${modelId}`;
}
