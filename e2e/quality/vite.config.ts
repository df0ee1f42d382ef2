import { defineConfig } from 'vite';
import { assembly } from '../../build/assembly.ts';

/** What the source needs of Vite where it runs in Node. */
export default defineConfig({
  plugins: [assembly()],
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true },
});
