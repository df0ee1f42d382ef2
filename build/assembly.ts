/**
 * `import code from './loops.ts?assembly'`: a module of AssemblyScript (the strict part of TypeScript that compiles to
 * WebAssembly), compiled where it is imported; the default export is its bytes as base64. Modules have no runtime and
 * bring no memory of their own: who makes an instance gives `env.memory`, and says where in it things lie.
 */
import { basename, dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const QUERY = '?assembly';

/** The compiler takes paths below its working folder. */
const top = fileURLToPath(new URL('..', import.meta.url));

const compile = async (path: string): Promise<Uint8Array> => {
  // Loading the compiler takes a second: only who compiles pays for it.
  const { main } = await import('assemblyscript/asc');
  const output = basename(path, '.ts');
  let bytes: Uint8Array | null = null;
  const { error, stderr } = await main(
    [
      relative(top, path),
      ...['--baseDir', top, '--outFile', `${output}.wasm`],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
      ...['--runtime', 'stub', '--use', 'abort=', '--enable', 'simd', '--importMemory', '--memoryBase', '0'],
    ],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') bytes = contents;
      },
    },
  );
  if (error || bytes === null) throw new Error(`${relative(top, path)}: ${error?.message ?? ''}\n${stderr.toString()}`);
  return bytes;
};

export const assembly = (): Plugin => {
  const made = new Map<string, Promise<Uint8Array>>();
  return {
    name: 'strayflow:assembly',
    enforce: 'pre',
    load: {
      filter: { id: /\?assembly$/ },
      async handler(id) {
        const path = id.slice(0, -QUERY.length);
        this.addWatchFile(path);
        if (!made.has(path)) made.set(path, compile(path));
        const base64 = Buffer.from(await made.get(path)!).toString('base64');
        return { code: `export default ${JSON.stringify(base64)}`, moduleType: 'js', map: null };
      },
    },
    watchChange(path) {
      for (const known of made.keys()) if (dirname(known) === dirname(path)) made.delete(known);
    },
  };
};
