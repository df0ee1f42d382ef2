/** How a kernel of our own reads its input and makes its output on the two backends that compute with typed arrays. */
import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

interface CpuBackend {
  readonly data: { get(dataId: object): { readonly values: Float32Array } };
  makeTensorInfo(shape: readonly number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

interface WasmBackend {
  typedArrayFromHeap(info: TensorInfo): Float32Array;
  makeOutput(shape: readonly number[], dtype: 'float32', offset: null, values: Float32Array): TensorInfo;
}

export interface TypedArrayAccess {
  /** The tensor's values, not copied: valid until the next tensor is made. */
  read(info: TensorInfo): Float32Array;
  write(shape: readonly number[], values: Float32Array): TensorInfo;
}

const onCpu = (backend: CpuBackend): TypedArrayAccess => ({
  read: (info) => {
    const { values } = backend.data.get(info.dataId);
    return values instanceof Float32Array ? values : Float32Array.from(values);
  },
  write: (shape, values) => backend.makeTensorInfo(shape, 'float32', values),
});

const onWasm = (backend: WasmBackend): TypedArrayAccess => ({
  read: (info) => backend.typedArrayFromHeap(info),
  write: (shape, values) => backend.makeOutput(shape, 'float32', null, values),
});

/** tfjs types a kernel's backend as unknown; which class it is follows from the name it is registered under. */
export const typedArrayAccess = (name: 'cpu' | 'wasm', backend: KernelBackend | object): TypedArrayAccess =>
  name === 'cpu' ? onCpu(backend as unknown as CpuBackend) : onWasm(backend as unknown as WasmBackend);
