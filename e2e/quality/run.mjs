/**
 * Runs quality.ts in Node. Vite's development server reads TypeScript, so no tool is added for it; it stays open while
 * the script runs, since TensorFlow.js is imported only when it is needed.
 */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const server = await createServer({ configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)) });
try {
  const { main } = await server.ssrLoadModule(fileURLToPath(new URL('./quality.ts', import.meta.url)));
  await main(process.argv.slice(2));
} finally {
  await server.close();
}
