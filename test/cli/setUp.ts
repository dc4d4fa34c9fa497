import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach } from "mocha";
import type { RunResult } from "../../src/core/run/runResult";
import type { RecordedRequest } from "../gateway/requestLog";
import { type LocalGateway, startLocalGateway } from "../gateway/startLocalGateway";
import { type CallOptions, type Ended, smartspec } from "./smartspec";

interface Answered<T> extends Pick<Ended, "code" | "stderr"> {
  readonly value: T;
}

export interface SentBody {
  readonly model: string;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export interface World {
  readonly gateway: LocalGateway;
  /** A workspace folder, new for each test. */
  readonly folder: string;
  write(name: string, content: string | Uint8Array): Promise<string>;
  read(name: string): Promise<string>;
  /** With a key of the gateway and its address; `options.env` goes before them. */
  call(args: readonly string[], options?: Partial<CallOptions>): Promise<Ended>;
  /** The only value on stdout. */
  json(args: readonly string[], options?: Partial<CallOptions>): Promise<Answered<RunResult>>;
  /** The same where it is another value. */
  data(args: readonly string[], options?: Partial<CallOptions>): Promise<Answered<unknown>>;
  /** Chat requests that have arrived. */
  chats(): readonly RecordedRequest[];
  /** Of the last one of them. */
  sent(): SentBody;
  records(): Promise<readonly string[]>;
}

/** A workspace and a local gateway for the tests of one suite. */
export function setUp(options: Parameters<typeof startLocalGateway>[0] = {}): World {
  let gateway: LocalGateway | undefined;
  let folder = "";
  before(async () => {
    gateway = await startLocalGateway({ pace: "instant", ...options });
  });
  after(() => gateway?.close());
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), "smartspec-cli-")));
    await writeFile(path.join(folder, "package.json"), "{}");
  });
  afterEach(async () => {
    gateway?.clear();
    await rm(folder, { recursive: true, force: true });
  });
  const running = (): LocalGateway => {
    if (gateway === undefined) throw new Error("The gateway is not there outside of a test.");
    return gateway;
  };
  const call: World["call"] = (args, { env, ...rest } = {}) =>
    smartspec(args, {
      cwd: folder,
      env: { KILOCODE_API_KEY: "kilo_test_key", KILOCODE_BASE_URL: running().baseUrl, ...env },
      ...rest,
    });
  const chats = () => running().requests.filter(({ path: route }) => route.endsWith("/chat/completions"));
  const data: World["data"] = async (args, own) => {
    const { code, stdout, stderr } = await call(args, own);
    return { code, value: JSON.parse(stdout) as unknown, stderr };
  };
  return {
    get gateway() {
      return running();
    },
    get folder() {
      return folder;
    },
    write: async (name, content) => {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    read: (name) => readFile(path.join(folder, name), "utf8"),
    call,
    json: async (args, own) => {
      const { value, ...rest } = await data(args, own);
      return { ...rest, value: value as RunResult };
    },
    data,
    chats,
    sent: () => chats().at(-1)?.body as SentBody,
    records: async () => readdir(path.join(folder, ".smartspec", "runs")).catch(() => []),
  };
}
