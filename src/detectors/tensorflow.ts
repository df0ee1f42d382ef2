/**
 * TensorFlow.js, loaded when it is first needed. Everything in this room takes it from here, so that a page that only
 * reads a file never pays for it.
 */
import type { TensorFlow } from './tensorflow-parts.ts';

export type { TensorFlow };

let loading: Promise<TensorFlow> | undefined;

export const loadTensorFlow = (): Promise<TensorFlow> => {
  loading ??= import('./tensorflow-parts.ts').then((parts) => parts.tensorFlow);
  loading.catch(() => {
    // A failed download may be tried again.
    loading = undefined;
  });
  return loading;
};
