/**
 * The device behind the backend that is set. WebGL may go away at any moment (a driver reset, a laptop switching graphics
 * processors, a tab in the background): pending reads then never resolve, and reads that do resolve give zeros. So every
 * read goes through here: it is raced against the context's loss and a watchdog, and checked afterwards.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { type Fault, FaultError } from '../base/fault.ts';
import type { BackendName } from './backend-name.ts';

export interface Device {
  readonly name: BackendName;
  /** True once the device is gone; asked after each read. */
  isLost(): boolean;
  /** Rejects with 'backend-lost' when the device goes; never resolves. */
  readonly lost: Promise<never>;
  /** Called by the watchdog: gives the device up for good. */
  giveUp(fault: Fault): void;
}

let current: Device | undefined;
let watchdogMilliseconds = 20_000;

export const setDevice = (device: Device | undefined): void => {
  current = device;
};
export const currentDevice = (): Device | undefined => current;

/** How long a read may take before the device counts as lost. */
export const setWatchdog = (milliseconds: number): void => {
  watchdogMilliseconds = milliseconds;
};

export const lostFault = (message: string): Fault => ({
  code: 'backend-lost',
  message,
  advice: 'Go on with another backend; what was trained up to the last epoch is kept.',
});

const gone = () => new FaultError(lostFault('The graphics processor was lost in mid-work.'));

/** Runs work on the device, and gives up on it where it is lost or answers nothing for long. */
export const onDevice = async <A>(work: () => A | Promise<A>): Promise<A> => {
  const device = current;
  // Typed arrays answer at once and cannot be lost.
  if (device?.name !== 'webgl') return work();
  if (device.isLost()) throw gone();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watchdog = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const fault = lostFault(`The graphics processor did not answer for ${watchdogMilliseconds / 1000} s.`);
      device.giveUp(fault);
      reject(new FaultError(fault));
    }, watchdogMilliseconds);
  });
  try {
    // Compiling a shader on a lost context throws at once, with a message about the shader.
    const result = await Promise.race([Promise.resolve().then(work), device.lost, watchdog]);
    if (device.isLost()) throw gone();
    return result;
  } catch (thrown) {
    if (!(thrown instanceof FaultError) && device.isLost()) throw gone();
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
};

/** The values of the tensor that `compute` gives; whatever else it made is disposed of, the tensor too. */
export const readBack = async (core: typeof tfjs, compute: () => tfjs.Tensor): Promise<Float32Array> => {
  let result: tfjs.Tensor | undefined;
  try {
    return await onDevice(() => {
      result = core.tidy(compute);
      return result.data<'float32'>();
    });
  } finally {
    result?.dispose();
  }
};
