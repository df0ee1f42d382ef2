/**
 * The network's shape, and where each layer's weights stand in one flat parameter array: layer after layer the kernel
 * (inputs × units, row-major, as in a layers model) and then the bias.
 */
import type { AutoencoderSettings } from '../settings.ts';

export type LayerActivation = AutoencoderSettings['activation'] | AutoencoderSettings['output'];

export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: LayerActivation;
  readonly kernelAt: number;
  readonly biasAt: number;
}

export interface NetShape {
  /** Columns of the feature matrix: inputs of the first layer and units of the last. */
  readonly features: number;
  readonly layers: readonly Layer[];
  readonly parameters: number;
}

export const netShape = (
  features: number,
  { hidden, activation, output }: Pick<AutoencoderSettings, 'hidden' | 'activation' | 'output'>,
): NetShape => {
  const widths = [features, ...hidden, features];
  let at = 0;
  const layers = widths.slice(1).map((units, i): Layer => {
    const inputs = widths[i]!;
    const kernelAt = at;
    const biasAt = kernelAt + inputs * units;
    at = biasAt + units;
    return { inputs, units, activation: i === hidden.length ? output : activation, kernelAt, biasAt };
  });
  return { features, layers, parameters: at };
};
