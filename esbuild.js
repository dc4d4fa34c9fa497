// Builds what ships (dist/) and, with --tests, what the tests run (out/). No type checking here: that is `check-types`.
const esbuild = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");
const production = process.argv.includes("--production");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  logLevel: "warning",
};

/** Dynamic imports that become a `require` of another bundle, read only when it is needed. */
const lazyBundles = [
  // The SDK and the SSE parser: by the first request.
  { import: /\/gateway\/createGatewayClient$/, bundle: "./gateway.js" },
  // Everything behind the commands and the chat: by the first use. Activation reads what is left.
  { import: /\/createSession$/, bundle: "./session.js" },
];

/** @type {import("esbuild").Plugin} */
const loadBundlesLazily = {
  name: "load-bundles-lazily",
  setup(build) {
    for (const { import: filter, bundle } of lazyBundles) {
      build.onResolve({ filter }, (args) =>
        args.kind === "dynamic-import" ? { path: bundle, external: true } : undefined,
      );
    }
  },
};

/**
 * `worker:…` is the text of a bundle of its own: a webview can start a worker from a blob alone.
 * @type {import("esbuild").Plugin}
 */
const inlineWorkers = {
  name: "inline-workers",
  setup(build) {
    build.onResolve({ filter: /^worker:/ }, ({ path: imported, resolveDir }) => ({
      path: path.resolve(resolveDir, `${imported.slice("worker:".length)}.ts`),
      namespace: "worker",
    }));
    build.onLoad({ filter: /.*/, namespace: "worker" }, async ({ path: entryPoint }) => {
      const { outputFiles, metafile } = await esbuild.build({
        ...common,
        sourcemap: false,
        entryPoints: [entryPoint],
        format: "iife",
        platform: "browser",
        target: "es2022",
        write: false,
        metafile: true,
      });
      return {
        contents: outputFiles[0].text,
        loader: "text",
        watchFiles: Object.keys(metafile.inputs).map((file) => path.resolve(file)),
      };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const node = {
  ...common,
  format: "cjs",
  platform: "node",
  target: "node22",
  external: ["vscode"],
  supported: { "dynamic-import": false },
  define: { "process.env.SMARTSPEC_VERSION": JSON.stringify(require("./package.json").version) },
};

/** @type {import("esbuild").BuildOptions[]} */
const shipped = [
  {
    ...node,
    entryPoints: { extension: "src/extension.ts", session: "src/createSession.ts" },
    outdir: "dist",
    plugins: [loadBundlesLazily],
  },
  {
    ...node,
    entryPoints: { cli: "src/cli/main.ts" },
    outdir: "dist",
    plugins: [loadBundlesLazily],
    banner: { js: "#!/usr/bin/env node" },
  },
  { ...node, entryPoints: { gateway: "src/gateway/createGatewayClient.ts" }, outdir: "dist" },
  // Run in a thread of its own.
  { ...node, entryPoints: { checkWorker: "src/node/checkWorker.ts" }, outdir: "dist" },
  {
    ...common,
    // ES modules with splitting: highlighting is a chunk of its own, loaded when the first code fence closes.
    entryPoints: {
      chat: "src/webview/main.tsx",
      models: "src/webview/models/main.tsx",
      usage: "src/webview/usage/main.tsx",
      compare: "src/webview/compare/main.tsx",
      codicon: "node_modules/@vscode/codicons/dist/codicon.css",
      uplot: "node_modules/uplot/dist/uPlot.min.css",
    },
    outdir: "dist/webview",
    format: "esm",
    splitting: true,
    platform: "browser",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [inlineWorkers],
    loader: { ".ttf": "file" },
    assetNames: "[name]",
    chunkNames: "[name]-[hash]",
  },
];

/** All files below `folder` that end in `ending`. */
function filesBelow(folder, ending) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => name.endsWith(ending));
}

/** @type {import("esbuild").BuildOptions[]} */
const forTests = [
  {
    ...node,
    minify: false,
    sourcemap: "inline",
    supported: {},
    entryPoints: [
      ...filesBelow("test/unit", ".test.ts"),
      ...filesBelow("test/cli", ".test.ts"),
      ...filesBelow("test/integration", ".test.ts"),
      ...filesBelow("test/integration", "index.ts"),
      ...filesBelow("test/gateway", ".ts"),
      ...filesBelow("test/soak", ".ts"),
      ...filesBelow("test/fuzz", ".ts"),
      ...filesBelow("test/tokens", ".ts"),
      ...filesBelow("test/bench", ".ts"),
      ...filesBelow("test/schema", ".ts"),
      ...filesBelow("test/webview", ".ts"),
    ],
    outbase: "test",
    outdir: "out/test",
    packages: "external",
  },
];

async function main() {
  if (!watch) fs.rmSync(path.join(__dirname, "dist"), { recursive: true, force: true });
  const builds = tests ? [...shipped, ...forTests] : shipped;
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  if (watch) return void (await Promise.all(contexts.map((context) => context.watch())));
  await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
  fs.chmodSync(path.join(__dirname, "dist", "cli.js"), 0o755);
}

main().catch(() => process.exit(1));
