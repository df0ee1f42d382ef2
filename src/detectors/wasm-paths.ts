/** Where the wasm backend lies in the hosted build: files of their own. (wasm-paths.single.ts stands in for this one.) */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmPaths } from './backend.ts';

export const wasmPaths: WasmPaths = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  // Threads are switched off (backend.ts), but tfjs wants all three keys.
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
};
