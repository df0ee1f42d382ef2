/** The autoencoder as a TensorFlow.js layers model, and the weights it starts from. */
import type * as tfjs from '@tensorflow/tfjs-core';
import type * as tfLayers from '@tensorflow/tfjs-layers';
import { createRng } from '../../base/rng.ts';
import type { NetShape } from './net-shape.ts';

/**
 * Glorot and Bengio (2010): kernels uniform within ±sqrt(6 / (inputs + units)), biases 0; Keras' default for Dense. Drawn
 * here, not by the backend, so that a seed gives the same weights on each.
 */
export const initialParameters = ({ layers, parameters }: NetShape, seed: number): Float32Array => {
  const values = new Float32Array(parameters);
  layers.forEach(({ inputs, units, kernelAt, biasAt }, i) => {
    const rng = createRng(seed, `weights ${i}`);
    const limit = Math.sqrt(6 / (inputs + units));
    for (let at = kernelAt; at < biasAt; at++) values[at] = (2 * rng.uniform() - 1) * limit;
  });
  return values;
};

export const buildModel = (layers: typeof tfLayers, { features, layers: dense }: NetShape): tfLayers.LayersModel => {
  const input = layers.input({ shape: [features] });
  let last: tfLayers.SymbolicTensor = input;
  for (const { units, activation } of dense) {
    // Weights are set right after: zeros spare a draw of random ones.
    const layer = layers.layers.dense({ units, activation, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    last = layer.apply(last) as tfLayers.SymbolicTensor;
  }
  return layers.model({ inputs: input, outputs: last });
};

export const setParameters = (
  core: typeof tfjs,
  model: tfLayers.LayersModel,
  { layers }: NetShape,
  parameters: Float32Array,
): void => {
  core.tidy(() => {
    model.setWeights(
      layers.flatMap(({ inputs, units, kernelAt, biasAt }) => [
        core.tensor2d(parameters.slice(kernelAt, biasAt), [inputs, units], 'float32'),
        core.tensor1d(parameters.slice(biasAt, biasAt + units), 'float32'),
      ]),
    );
  });
};
