/**
 * Chooses the backend of TensorFlow.js and sets it: webgl where a hardware renderer with float32 targets answers in
 * time, else wasm, else cpu. With 'auto', the real training step is timed on webgl and wasm and the faster one is taken.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { throwIfCancelled } from '../base/cancel.ts';
import { type Fault, FaultError, toFault } from '../base/fault.ts';
import { BACKEND_NAMES, type BackendName, type BackendReport } from './backend-name.ts';
import { type Device, lostFault, setDevice } from './device.ts';
import { PROBE_NET, type ProbeNet, probeStep } from './probe.ts';
import { loadTensorFlow, type TensorFlow } from './tensorflow.ts';
import { openWebgl } from './webgl-context.ts';

/** Where the three builds of the wasm backend lie; null: beside the package, which only Node finds. */
export interface WasmPaths {
  readonly 'tfjs-backend-wasm.wasm': string;
  readonly 'tfjs-backend-wasm-simd.wasm': string;
  readonly 'tfjs-backend-wasm-threaded-simd.wasm': string;
}

export interface OpenBackendOptions {
  readonly wasmPaths: WasmPaths | null;
  /** The network whose step is timed. */
  readonly probe?: ProbeNet;
  /** Backends that were lost in this run: not tried again. */
  readonly not?: readonly BackendName[];
  /** Backends that the person switched off in the browser. */
  readonly off?: readonly BackendName[];
  /** Called once, when a webgl context that was set is lost. */
  readonly onLost?: (fault: Fault) => void;
  readonly signal?: AbortSignal;
}

/** A backend that was asked for may take this long over its first steps. */
const PATIENCE_MILLISECONDS = 20_000;

type Probed = BackendReport['probed'][number];

const TITLE: Readonly<Record<BackendName, string>> = { webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'plain JavaScript' };

/** tfjs answers false instead of throwing, and the next operation would then silently take another backend. */
const setBackend = async (core: typeof tfjs, name: BackendName): Promise<void> => {
  const set = await core.setBackend(name);
  await core.ready();
  if (!set || core.getBackend() !== name) throw new Error(`TensorFlow.js could not start ${TITLE[name]}.`);
};

let wasmReady = false;
const openWasm = async ({ core }: TensorFlow, paths: WasmPaths | null): Promise<string> => {
  if (typeof WebAssembly === 'undefined') throw new Error('This browser has no WebAssembly.');
  if (!wasmReady) {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    // Threads need cross-origin isolation, which neither GitHub Pages nor a file on disk has, and would add in another
    // order on another machine.
    core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (paths) wasm.setWasmPaths({ ...paths });
    wasmReady = true;
  }
  await setBackend(core, 'wasm');
  const simd = await core.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return simd ? 'WebAssembly, SIMD' : 'WebAssembly';
};

interface Opened {
  readonly renderer: string;
  readonly software: boolean;
  readonly device: Device;
}

const plainDevice = (name: BackendName): Device => ({
  name,
  isLost: () => false,
  lost: new Promise<never>(() => {}),
  giveUp: () => {},
});

const open = async (name: BackendName, tensorFlow: TensorFlow, options: OpenBackendOptions): Promise<Opened> => {
  if (name === 'webgl') {
    const opened = await openWebgl(tensorFlow);
    setDevice(opened.device);
    await setBackend(tensorFlow.core, 'webgl');
    return opened;
  }
  setDevice(undefined);
  const renderer = name === 'wasm' ? await openWasm(tensorFlow, options.wasmPaths) : 'JavaScript';
  if (name === 'cpu') await setBackend(tensorFlow.core, 'cpu');
  const device = plainDevice(name);
  setDevice(device);
  return { renderer, software: false, device };
};

const figure = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 1 ? 2 : 1)} ms per step`;

export const openBackend = async (
  wanted: 'auto' | BackendName,
  options: OpenBackendOptions,
): Promise<BackendReport> => {
  const tensorFlow = await loadTensorFlow();
  const { signal, not = [], off = [], probe = PROBE_NET, onLost } = options;
  const allowed = BACKEND_NAMES.filter((name) => !not.includes(name) && !off.includes(name));
  // A backend that was asked for comes first, then those after it; cpu always works.
  const order =
    wanted === 'auto' ? allowed : allowed.filter((n) => BACKEND_NAMES.indexOf(n) >= BACKEND_NAMES.indexOf(wanted));
  const probed: Probed[] = [];
  const passedOver: string[] = [
    ...off.map((name) => `${TITLE[name]} is switched off in this browser`),
    ...not.map((name) => `${TITLE[name]} was lost`),
  ];
  let chosen: { readonly name: BackendName; readonly opened: Opened; readonly milliseconds: number } | undefined;

  for (const name of order) {
    throwIfCancelled(signal);
    // Nothing is slower than plain JavaScript: it needs no race.
    if (chosen && (wanted !== 'auto' || name === 'cpu')) break;
    try {
      const opened = await open(name, tensorFlow, options);
      if (wanted === 'auto' && opened.software) {
        probed.push({ name, millisecondsPerStep: null, note: `software renderer: ${opened.renderer}` });
        passedOver.push(`${TITLE[name]} is only drawn in software here (${opened.renderer})`);
        continue;
      }
      const milliseconds = await probeStep(
        tensorFlow.core,
        probe,
        signal,
        wanted === name ? PATIENCE_MILLISECONDS : undefined,
      );
      probed.push({ name, millisecondsPerStep: milliseconds, note: opened.renderer });
      if (chosen && chosen.milliseconds <= milliseconds) {
        passedOver.push(`${TITLE[name]} takes ${figure(milliseconds)}`);
      } else {
        if (chosen) passedOver.push(`${TITLE[chosen.name]} takes ${figure(chosen.milliseconds)}`);
        chosen = { name, opened, milliseconds };
      }
    } catch (thrown) {
      throwIfCancelled(signal);
      const { message } = toFault(thrown);
      probed.push({ name, millisecondsPerStep: null, note: message });
      passedOver.push(`${TITLE[name]} does not work here (${message.replace(/\.$/, '')})`);
    }
  }
  if (!chosen) {
    setDevice(undefined);
    throw new FaultError({
      code: 'backend-unavailable',
      message: `No backend of TensorFlow.js starts: ${passedOver.join('; ')}.`,
      advice: 'Reload the page, or try another browser.',
    });
  }
  const { name, opened, milliseconds } = chosen;
  if (tensorFlow.core.getBackend() !== name) {
    setDevice(opened.device);
    await setBackend(tensorFlow.core, name);
  }
  setDevice(opened.device);
  opened.device.lost.catch((thrown: unknown) => {
    onLost?.(thrown instanceof FaultError ? thrown.fault : lostFault('The graphics processor was lost.'));
  });
  const because = passedOver.length > 0 ? `: ${passedOver.join('; ')}` : '';
  const reason =
    wanted === name
      ? `Chosen by you; ${figure(milliseconds)}.`
      : wanted === 'auto'
        ? `${TITLE[name]} is the fastest that works here with ${figure(milliseconds)}${because}.`
        : `${TITLE[wanted]} was asked for, ${TITLE[name]} runs${because}.`;
  return { name, renderer: opened.renderer, reason, probed };
};
