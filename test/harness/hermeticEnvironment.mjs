/** What the extension and the command line read from the environment. */
const ours =
  /^(KILO_|KILOCODE_|OPENROUTER_|SMARTSPEC_(BACKEND_URL|PROXY_TOKEN|DEFAULT_MODEL|LANGUAGE|PROMPT_LOGGING)$)/;

/**
 * This process's environment without the keys and addresses of the person at the terminal, so that no run here can use
 * them, and with those of the run. What is taken away is there as `undefined`, so that it also wins where it is merged
 * with `process.env` again.
 * @param {NodeJS.ProcessEnv} [own]
 * @returns {NodeJS.ProcessEnv}
 */
export function hermeticEnvironment(own = {}) {
  const entries = Object.entries(process.env).map(([name, value]) => [
    name,
    ours.test(name) ? undefined : value,
  ]);
  return { ...Object.fromEntries(entries), ...own };
}
