// A style sheet's address beside its script, which the build fills in (build-parts.mjs).
declare module "*.css?url" {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: so is the form of such an import
  export default address;
}
