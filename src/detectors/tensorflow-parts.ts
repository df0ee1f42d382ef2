/**
 * The parts of @tensorflow/tfjs that are used: core, layers, webgl and cpu. The package's own entry adds the data
 * readers, the converter for graph models and polyfills for old browsers, a quarter more to download.
 */
import '@tensorflow/tfjs-backend-cpu';
import * as webgl from '@tensorflow/tfjs-backend-webgl';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { registerAutoencoderTrain } from './autoencoder/train-op.ts';
import { registerForestScore } from './isolation-forest/score-op.ts';

export interface TensorFlow {
  readonly core: typeof core;
  readonly layers: typeof layers;
  readonly webgl: typeof webgl;
}

registerForestScore(core);
registerAutoencoderTrain(core);

export const tensorFlow: TensorFlow = { core, layers, webgl };
