import * as l10n from "@vscode/l10n";
import { UserFacingError } from "../core/errors";
import type { AccountProfile } from "../core/ports";
import type { GatewayConnection } from "../core/providers/providerConfig";

/**
 * Kilo wants a sign-in although a key was sent. That is how it reports an organisation that is not the caller's and a
 * blocked account (wire 1.7), which only the account's own route can tell apart.
 */
export class UnclearRefusal extends UserFacingError {}

/** Asks for the profile behind a connection; rejects as `GatewayClient.getProfile` does. */
export type AskProfile = (connection: GatewayConnection) => Promise<AccountProfile | undefined>;

/** Finds out what a refusal was about; the refusal itself where that remains unclear. Rejects only when aborted. */
export async function explainRefusal(
  refusal: UnclearRefusal,
  connection: GatewayConnection,
  askProfile: AskProfile,
): Promise<UserFacingError> {
  const { organizationId, provider } = connection;
  const asked = await outcomeOf(askProfile(connection));
  if (!UserFacingError.is(asked))
    return isMember(asked, organizationId) ? refusal : wrongOrganization(refusal, provider.displayName);
  if (asked.code === "authentication") return asked;
  if (organizationId === undefined) return refusal;
  if (asked.details?.status === 400) return wrongOrganization(refusal, provider.displayName);
  if (asked.details?.status !== 403) return refusal;
  // Either the organisation or the account is refused; without the one the other shows.
  const alone = await outcomeOf(askProfile({ ...connection, organizationId: undefined }));
  if (UserFacingError.is(alone)) return alone.code === "authentication" ? alone : refusal;
  return isMember(alone, organizationId) ? refusal : wrongOrganization(refusal, provider.displayName);
}

function wrongOrganization(refusal: UnclearRefusal, provider: string): UserFacingError {
  const details = refusal.details === undefined ? {} : { details: refusal.details };
  return new UserFacingError("forbidden", wrongOrganizationSentence(provider), {
    remedy: "check-provider",
    ...details,
  });
}

export function wrongOrganizationSentence(provider: string): string {
  return l10n.t(
    "The organisation in KILO_ORG_ID is none that this account at {0} belongs to; correct the variable or remove it.",
    provider,
  );
}

async function outcomeOf(
  asking: Promise<AccountProfile | undefined>,
): Promise<AccountProfile | undefined | UserFacingError> {
  try {
    return await asking;
  } catch (error) {
    if (UserFacingError.is(error)) return error;
    throw error;
  }
}

function isMember(profile: AccountProfile | undefined, organizationId: string | undefined): boolean {
  if (profile === undefined || organizationId === undefined) return true;
  const wanted = organizationId.toLowerCase();
  return profile.organizations.some(({ id }) => id.toLowerCase() === wanted);
}
