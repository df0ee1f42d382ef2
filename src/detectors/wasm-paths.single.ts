/** The single file's stand-in for wasm-paths.ts: the SIMD build alone, inside the page, which every current browser runs. */
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url&inline';
import type { WasmPaths } from './backend.ts';

export const wasmPaths: WasmPaths = {
  'tfjs-backend-wasm.wasm': simd,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
};
