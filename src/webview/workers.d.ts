/** The code of a worker, as `esbuild.js` bundles it. */
declare module "worker:*" {
  const code: string;
  export default code;
}
