import * as v from "valibot";
import { omitAbsent } from "../core/omitAbsent";
import type { AccountProfile, Balance, DefaultModels } from "../core/ports";

const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);

const Profile = v.object({
  user: v.object({ email: text, name: text }),
  organizations: v.fallback(v.optional(v.array(v.unknown()), []), []),
});
const Organization = v.object({ id: v.pipe(v.string(), v.nonEmpty()), name: text });
const KiloBalance = v.object({ balance: v.pipe(v.number(), v.finite()) });
const KeyInfo = v.object({ data: v.object({ limit_remaining: v.optional(v.unknown()) }) });
const Defaults = v.object({ defaultModel: text, defaultFreeModel: text });

/** Body of Kilo's `GET /api/profile` (wire 1.6). `undefined` when it is none. An organisation needs an id only. */
export function parseKiloProfile(body: unknown): AccountProfile | undefined {
  const parsed = v.safeParse(Profile, body);
  if (!parsed.success) return undefined;
  const { user, organizations } = parsed.output;
  return {
    ...omitAbsent({ email: user.email, name: user.name }),
    organizations: organizations.flatMap((item) => {
      const row = v.safeParse(Organization, item);
      return row.success ? [{ id: row.output.id, name: row.output.name ?? row.output.id }] : [];
    }),
  };
}

/**
 * Body of OpenRouter's `GET /key` (wire 1.6), which tells that the key is good and names nobody: its `label` is a piece of
 * the key itself and is left where it is.
 */
export function parseKeyInfo(body: unknown): AccountProfile | undefined {
  return v.is(KeyInfo, body) ? { organizations: [] } : undefined;
}

/** Body of Kilo's `GET /api/profile/balance`; may be negative. */
export function parseKiloBalance(body: unknown): Balance | undefined {
  const parsed = v.safeParse(KiloBalance, body);
  return parsed.success ? { usd: parsed.output.balance } : undefined;
}

/** What is left of an OpenRouter key's own limit; `"no-limit"` for a key without one. `undefined` when it is no such body. */
export function parseKeyBalance(body: unknown): Balance | "no-limit" | undefined {
  const parsed = v.safeParse(KeyInfo, body);
  if (!parsed.success) return undefined;
  const remaining = parsed.output.data.limit_remaining;
  return typeof remaining === "number" && Number.isFinite(remaining) ? { usd: remaining } : "no-limit";
}

/** Body of Kilo's `GET /api/defaults`; each of the two may be missing. */
export function parseDefaults(body: unknown): DefaultModels | undefined {
  const parsed = v.safeParse(Defaults, body);
  return parsed.success ? omitAbsent(parsed.output) : undefined;
}
