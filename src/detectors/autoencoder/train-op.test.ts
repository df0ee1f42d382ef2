/** The training operation against TensorFlow.js' own gradients and optimizers, on the same batches. */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { ACTIVATIONS, type AutoencoderSettings, LOSSES, OPTIMIZERS, OUTPUTS } from '../settings.ts';
import { loadTensorFlow, type TensorFlow } from '../tensorflow.ts';
import { mixture } from '../test-matrix.ts';
import { buildModel, initialParameters, setParameters } from './build.ts';
import { type NetShape, netShape } from './net-shape.ts';
import { runTraining, type TrainSettings } from './train-op.ts';

let tf: TensorFlow;
beforeAll(async () => {
  tf = await loadTensorFlow();
});

// 70 rows in batches of 32: the last batch is smaller, and no width is a multiple of four.
const rows = 70;
const features = 9;
const data = mixture(rows, features).values;
const base: AutoencoderSettings = {
  hidden: [5],
  activation: 'relu',
  output: 'linear',
  loss: 'mse',
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 32,
  epochs: 1,
  patience: null,
  score: 'squared',
};

const flatWeights = (model: LayersModel): Float32Array =>
  Float32Array.from(model.getWeights().flatMap((w) => [...w.dataSync()]));

const withOperation = (shape: NetShape, settings: TrainSettings, rounds: number) => {
  const { core } = tf;
  return core.tidy(() => {
    let parameters: Float32Array = initialParameters(shape, 5);
    let first: Float32Array = new Float32Array(shape.parameters);
    let second: Float32Array = new Float32Array(shape.parameters);
    const losses: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const result = runTraining(
        core,
        core.tensor2d(data, [rows, features]),
        { parameters: core.tensor1d(parameters), first: core.tensor1d(first), second: core.tensor1d(second) },
        { shape, settings, stepsBefore: round * 3 },
      );
      parameters = result.parameters.dataSync<'float32'>().slice();
      first = result.first.dataSync<'float32'>().slice();
      second = result.second.dataSync<'float32'>().slice();
      losses.push(result.loss.dataSync<'float32'>().reduce((a, b) => a + b, 0) / rows);
    }
    return { parameters, losses };
  });
};

/** model.fit of the layers model, without a shuffle. */
const withLayers = async (shape: NetShape, settings: TrainSettings, rounds: number) => {
  const { core, layers } = tf;
  const model = buildModel(layers, shape);
  setParameters(core, model, shape, initialParameters(shape, 5));
  const optimizer = core.train[settings.optimizer](settings.learningRate);
  const loss = {
    mse: 'meanSquaredError',
    mae: 'meanAbsoluteError',
    huber: (t: unknown, p: unknown) => core.losses.huberLoss(t as never, p as never),
  }[settings.loss];
  model.compile({ optimizer, loss });
  const x = core.tensor2d(data, [rows, features]);
  const { history } = await model.fit(x, x, { batchSize: 32, epochs: rounds, shuffle: false });
  const parameters = flatWeights(model);
  x.dispose();
  model.dispose();
  optimizer.dispose();
  return { parameters, losses: history.loss as number[] };
};

const variants: Partial<AutoencoderSettings>[] = [
  ...OPTIMIZERS.map((optimizer) => ({ optimizer })),
  // Equal numbers of +1 and −1 cancel in the gradient of the absolute error, or leave a rounding error that adam blows up.
  ...LOSSES.map((loss) => ({ loss, optimizer: loss === 'mae' ? ('sgd' as const) : base.optimizer })),
  ...ACTIVATIONS.map((activation) => ({ activation })),
  ...OUTPUTS.map((output) => ({ output })),
  { hidden: [7, 2, 6], activation: 'tanh' },
  { hidden: [3], batchSize: 32, output: 'sigmoid', optimizer: 'rmsprop', loss: 'mae' },
];

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend, { wasmPaths: null });
  });

  test.each(variants)('%o: weights and losses after each round of steps are those of model.fit', async (variant) => {
    const settings = { ...base, ...variant };
    // The absolute error's slope jumps at 0, so a rounding may turn a sign and the two drift apart: one round there.
    const rounds = settings.loss === 'mae' ? 1 : 5;
    const shape = netShape(features, settings);
    const ours = withOperation(shape, settings, rounds);
    const theirs = await withLayers(shape, settings, rounds);
    const worst = ours.parameters.reduce((w, p, i) => Math.max(w, Math.abs(p - theirs.parameters[i]!)), 0);
    expect(worst).toBeLessThan(1e-5);
    const moved = ours.parameters.some((p, i) => Math.abs(p - initialParameters(shape, 5)[i]!) > 3e-4);
    expect(moved).toBe(true);
    // tfjs divides an epoch's loss by the number of rows after weighting each batch by its size, as we do.
    ours.losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(theirs.losses[i]!, 4);
    });
  });

  test('leaves no tensor behind', () => {
    const before = tf.core.memory().numTensors;
    withOperation(netShape(features, base), base, 2);
    expect(tf.core.memory().numTensors).toBe(before);
  });
});
