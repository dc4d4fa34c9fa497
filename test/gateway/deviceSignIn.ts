import type { Step } from "./step";
import { createToken } from "./caller";
import { jsonReply } from "./step";
import { pickFrom } from "./pickFrom";
import { seededRandom } from "./seededRandom";

type Decision = "pending" | "approved" | "denied" | "expired";

interface Attempt {
  readonly code: string;
  readonly deviceCode: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  decision: Decision;
}

const LIFE_SECONDS = 600;
const MOST_PENDING = 5;
/** 2100-01-01, in seconds: fixed, so that the token is the same in every run. */
const TOKEN_EXPIRY = 4_102_444_800;
const ALPHABET = [..."ABCDEFGHJKLMNPQRSTUVWXYZ23456789"];

/** The device sign-in of wire 1.5. Codes follow from how many were given out, and from nothing else. */
export class DeviceSignIn {
  readonly #origin: string;
  #attempts: Attempt[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The user says yes to this code, or to the latest one. False when there is none that is still pending. */
  approve(code?: string): boolean {
    return this.#decide("approved", code);
  }

  deny(code?: string): boolean {
    return this.#decide("denied", code);
  }

  expire(code?: string): boolean {
    return this.#decide("expired", code);
  }

  /** `POST /api/device-auth/codes`. */
  start(): Step[] {
    if (this.#attempts.filter((attempt) => decisionOf(attempt) === "pending").length >= MOST_PENDING) {
      return jsonReply(429, { error: "Too many pending authorization requests" });
    }
    const random = seededRandom(this.#attempts.length + 1);
    const letters = Array.from({ length: 8 }, () => pickFrom(ALPHABET, random)).join("");
    const code = `${letters.slice(0, 4)}-${letters.slice(4)}`;
    const deviceCode = `device-local-${this.#attempts.length + 1}-${letters.toLowerCase()}`;
    const expiresAt = Date.now() + LIFE_SECONDS * 1000;
    this.#attempts.push({ code, deviceCode, expiresAt, decision: "pending" });
    return jsonReply(200, {
      code,
      user_code: code,
      device_code: deviceCode,
      verificationUrl: `${this.#origin}/device-auth?code=${code}`,
      expiresIn: LIFE_SECONDS,
    });
  }

  /** `POST /api/device-auth/token`. */
  poll(body: unknown): Step[] {
    const fields: Readonly<Record<string, unknown>> =
      typeof body === "object" && body !== null ? { ...body } : {};
    const deviceCode = fields["deviceCode"];
    if (typeof deviceCode !== "string") return jsonReply(400, { error: "Invalid request body" });
    const format = fields["credentialFormat"];
    const supportsRefresh = fields["supportsRefresh"] === true;
    if (format !== undefined && (format !== "api-gateway-v1" || !supportsRefresh)) {
      return jsonReply(400, {
        error: "Invalid request body",
        details: "credentialFormat requires supportsRefresh",
      });
    }
    const refresh = supportsRefresh ? { refreshToken: "refresh-local", expiresIn: 3600 } : {};
    const gatewayToken = createToken({ kiloUserId: "user_local", aud: "gateway" }, TOKEN_EXPIRY);
    const metadata = { credentialFormat: format, gatewayToken, expiresAt: "2100-01-01T00:00:00.000Z" };
    return this.#answer(
      this.#attempts.find((attempt) => attempt.deviceCode === deviceCode),
      { ...refresh, ...(format === undefined ? {} : { metadata }) },
    );
  }

  /** `GET /api/device-auth/codes/{code}`, the older way to poll. */
  pollByCode(code: string): Step[] {
    return this.#answer(
      this.#attempts.find((attempt) => attempt.code === code),
      {},
    );
  }

  clear(): void {
    this.#attempts = [];
  }

  #answer(attempt: Attempt | undefined, extra: Readonly<Record<string, unknown>>): Step[] {
    const decision = attempt === undefined ? "expired" : decisionOf(attempt);
    switch (decision) {
      case "pending":
        return jsonReply(202, { status: "pending" });
      case "denied":
        return jsonReply(403, { status: "denied" });
      case "expired":
        return jsonReply(410, { status: "expired" });
      case "approved": {
        // The credential is handed out once.
        if (attempt !== undefined) attempt.decision = "expired";
        const token = createToken({ env: "local", kiloUserId: "user_local" }, TOKEN_EXPIRY);
        const account = { userId: "user_local", userEmail: "writer@smartspec.example" };
        return jsonReply(200, { status: "approved", token, ...account, ...extra });
      }
    }
  }

  #decide(decision: Decision, code: string | undefined): boolean {
    const attempt = this.#attempts.findLast(
      (candidate) => decisionOf(candidate) === "pending" && candidate.code === (code ?? candidate.code),
    );
    if (attempt === undefined) return false;
    attempt.decision = decision;
    return true;
  }
}

function decisionOf({ decision, expiresAt }: Attempt): Decision {
  return decision === "pending" && Date.now() > expiresAt ? "expired" : decision;
}
