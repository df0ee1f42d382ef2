/** Runs open-folder.ts in Node: Vite's module runner reads TypeScript, so no tool is added for it. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [folder, ...flags] = process.argv.slice(2);
if (!folder) {
  console.error('Usage: node e2e/open-folder/run.mjs FOLDER [--receipt]');
  process.exit(2);
}
const { module } = await runnerImport(fileURLToPath(new URL('./open-folder.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
await module.openFolder(folder, flags.includes('--receipt'));
