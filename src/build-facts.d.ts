/// <reference types="vite-plugin-pwa/client" />

/** Version of package.json, put in by the build: see `define` in vite.config.ts. */
declare const __STRAYFLOW_VERSION__: string;

/** A file's bytes, deflated without a header, in base64: see `deflatedFiles` in vite.config.ts. */
declare module '*?deflated' {
  const base64: string;
  // biome-ignore lint/style/noDefaultExport: what Vite makes of a file is its default export
  export default base64;
}

/** A module of AssemblyScript, compiled to WebAssembly, in base64: see build/assembly.ts. */
declare module '*?assembly' {
  const base64: string;
  // biome-ignore lint/style/noDefaultExport: what Vite makes of a file is its default export
  export default base64;
}
