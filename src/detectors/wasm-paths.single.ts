/**
 * The single file's stand-in for wasm-paths.ts: the SIMD build alone, inside the page, which every current browser runs.
 * It is carried deflated, a quarter smaller once the page itself is compressed, and inflated only where wasm is chosen.
 * fflate, because it inflates at once, where the browser's own stream would make the address a promise.
 */
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?deflated';
import { inflateSync } from 'fflate';
import type { WasmPaths } from './backend.ts';

/** Characters that one call of fromCharCode takes safely. */
const CHUNK = 0x8000;

let address: string | undefined;

/** A data: address, since blob: ones fail on WebKit and the page's policy allows no other. */
const simdAddress = (): string => {
  if (address !== undefined) return address;
  const bytes = inflateSync(Uint8Array.from(atob(simd), (character) => character.charCodeAt(0)));
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  address = `data:application/wasm;base64,${btoa(text)}`;
  return address;
};

export const wasmPaths: WasmPaths = {
  get 'tfjs-backend-wasm.wasm'() {
    return simdAddress();
  },
  get 'tfjs-backend-wasm-simd.wasm'() {
    return simdAddress();
  },
  get 'tfjs-backend-wasm-threaded-simd.wasm'() {
    return simdAddress();
  },
};
