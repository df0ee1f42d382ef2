/// <reference types="vite-plugin-pwa/client" />

/** Version of package.json, put in by the build: see `define` in vite.config.ts. */
declare const __STRAYFLOW_VERSION__: string;
