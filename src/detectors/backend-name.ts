/** Which engine of TensorFlow.js computes. Apart from backend.ts so that pages and recipes may name one without loading tfjs. */
export const BACKEND_NAMES = ['webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface BackendReport {
  readonly name: BackendName;
  /** Renderer string of WebGL, or what the engine is ("WebAssembly, SIMD"). */
  readonly renderer: string;
  /** Why this one, in a sentence. */
  readonly reason: string;
  /** Milliseconds of one training step of the real network, per backend that was probed. */
  readonly probed: readonly {
    readonly name: BackendName;
    readonly millisecondsPerStep: number | null;
    readonly note: string;
  }[];
}
