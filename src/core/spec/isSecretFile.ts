/** File names that mean credentials; compared in lower case. */
const NAMES: readonly RegExp[] = [
  /^\.env(rc|[.-].*)?$/,
  /\.env$/,
  /\.(pem|key|p12|pfx|kdbx|jks|keystore|ppk)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)/,
  /^\.?(npmrc|netrc|pgpass|pypirc|htpasswd|git-credentials|dockercfg)$/,
  /^_netrc$/,
  /^credentials(\.(json|ya?ml|toml|ini|csv|xml))?$/,
];

/** Folders in which everything is about credentials. */
const FOLDERS: ReadonlySet<string> = new Set([".ssh", ".gnupg", ".aws"]);

/**
 * Whether a file looks as if it held keys or passwords, by its path alone. Nothing like that is read for sending without
 * the user's word. Slashes of both kinds separate segments; what Windows ignores at the end of a name is ignored.
 */
export function isSecretFile(path: string): boolean {
  const segments = path.toLowerCase().split(/[/\\]/);
  // `.env.` and `.env::$DATA` open `.env` there.
  const name = (segments.at(-1) ?? "").replace(/(?<=.):.*$/, "").replace(/[. ]+$/, "");
  return (
    NAMES.some((pattern) => pattern.test(name)) || segments.slice(0, -1).some((part) => FOLDERS.has(part))
  );
}
