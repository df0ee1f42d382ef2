/**
 * Runs quality.ts in Node. Vite's development server reads TypeScript, so no tool is added for it; it stays open while
 * the script runs, since TensorFlow.js is imported only when it is needed.
 */
import { fileURLToPath } from 'node:url';
import { createServer, runnerImport } from 'vite';

/** @type {{ module: typeof import('../../build/assembly.ts') }} */
const { module } = await runnerImport(fileURLToPath(new URL('../../build/assembly.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});

const server = await createServer({
  configFile: false,
  plugins: [module.assembly()],
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { main } = await server.ssrLoadModule(fileURLToPath(new URL('./quality.ts', import.meta.url)));
  await main(process.argv.slice(2));
} finally {
  await server.close();
}
