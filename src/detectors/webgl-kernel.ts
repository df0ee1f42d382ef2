/** What a kernel of our own needs of the WebGL backend, and the shader function that all of them read textures with. */
import type { TensorInfo } from '@tensorflow/tfjs-core';

export interface WebglProgram {
  readonly variableNames: string[];
  readonly outputShape: number[];
  readonly userCode: string;
  readonly customUniforms?: { name: string; type: 'int' | 'float' }[];
}

export interface WebglBackend {
  runWebGLProgram(
    program: WebglProgram,
    inputs: readonly TensorInfo[],
    dtype: 'float32',
    uniforms?: readonly (readonly number[])[],
  ): TensorInfo;
  disposeIntermediateTensorInfo(info: TensorInfo): void;
  incRef(dataId: object): void;
  /** Tensors of up to four values would otherwise come as a uniform, which `cell` cannot read. */
  uploadToGPU(dataId: object): void;
  getGPGPUContext(): { readonly gl: WebGL2RenderingContext };
}

/**
 * Value number i of a tensor. tfjs' own samplers compute the place in floating point, which is off by one beyond 2^24
 * values; whole numbers are exact for any texture.
 */
export const CELL = `
float cell(sampler2D texture_, int i) {
  int width = textureSize(texture_, 0).x;
  int line = i / width;
  return texelFetch(texture_, ivec2(i - line * width, line), 0).r;
}
`;

/**
 * Shader text that reads value (row, column) of a tensor of two dimensions; one of a single dimension is a row. tfjs gives
 * it a texture of its own shape where that fits, so the texel is known; otherwise it is counted out.
 */
export const reader =
  (name: string, rows: number, columns: number, largestTexture: number) =>
  (row: string, column: string): string =>
    rows <= largestTexture && columns <= largestTexture
      ? `texelFetch(${name}, ivec2(${column}, ${row}), 0).r`
      : `cell(${name}, (${row}) * ${columns} + (${column}))`;
