/** Modules of WebAssembly that the build compiles from AssemblyScript (`import code from './loops.ts?assembly'`). */

/**
 * The module in base64, compiled; null where the browser has no WebAssembly or lacks its SIMD, or where a content policy
 * forbids it: whoever asks keeps a way without.
 */
export const compileAssembly = (base64: string): WebAssembly.Module | null => {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new WebAssembly.Module(bytes);
  } catch {
    return null;
  }
};
