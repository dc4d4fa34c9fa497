const NAMES_WITHOUT_ENDING =
  /^(?:(?:Docker|Container|Make|Rake|Gem|Proc|Just|Jenkins|Vagrant)file|\.(?:env(?:\.[\w.-]+)?|[a-z]{1,20}(?:rc|ignore|attributes|config)))$/i;

/** Endings of files people write. Without a folder, any other would make a file of `console.log`. */
const ENDINGS =
  /[^.]\.(?:astro|bash|bat|bicep|cc?|cfg|cjs|cljs?|cmake|cmd|conf|cpp|cs|csproj|css|csv|cts|cxx|dart|elm|erl|exs?|feature|fish|fsx?|go|gql|gradle|graphql|groovy|h|hbs|hpp|hs|html?|ini|ipynb|java|jl|js|json|json5|jsonc|jsonl|jsx|kts?|less|liquid|lua|m|markdown|md|mdx|mjs|mk|mli?|mm|mts|nim|nix|njk|php|pl|prisma|properties|proto|ps1|pug|pyi?|r|rb|rs|rst|sass|scala|scss|sh|sln|sol|sql|svelte|svg|swift|tf|tfvars|toml|tsv|tsx?|txt|vb|vue|wgsl|xml|ya?ml|zig|zsh)$/i;

/** Names of projects that look like names of files. */
const PROJECTS =
  /^(?:angular|backbone|chart|d3|discord|ember|express|ethers|fabric|knockout|moment|next|node|nuxt|p5|pixi|react|require|solid|three|vue)\.js$/i;

const LONGEST = 400;

/**
 * Whether a word is meant as the path of a file: `src/a.ts`, `a.ts`, `Makefile`. Not `and/or`, `text/html`, an address,
 * `Node.js`, nor a part of a file such as `src/a.ts:10-20`. Says nothing about where the path leads.
 */
export function isPathLike(word: string): boolean {
  const path = word.replace(/^[a-z]:(?=[\\/])/i, "");
  if (path.length > LONGEST || /[\s:<>"'`|?*{}=!]/.test(path)) return false;
  const segments = path.split(/[/\\]/);
  const name = segments.at(-1) ?? "";
  if (NAMES_WITHOUT_ENDING.test(name)) return true;
  if (segments.length === 1) return ENDINGS.test(name) && !PROJECTS.test(name);
  return /[^.]\.[a-z][\w-]{0,20}$/i.test(name);
}
