/** WebGL 2 on an OffscreenCanvas of our own: looked at before TensorFlow.js gets it, and watched while it is used. */
import { FaultError } from '../base/fault.ts';
import { type Device, lostFault } from './device.ts';
import type { TensorFlow } from './tensorflow.ts';

export interface OpenedWebgl {
  readonly renderer: string;
  /** Drawn by the processor: ten times slower than wasm for this work. */
  readonly software: boolean;
  readonly device: Device;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|lavapipe|warp\b/i;

const rendererOf = (gl: WebGL2RenderingContext): string => {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
};

/** The context in use, as long as it lives. */
let open: (OpenedWebgl & { readonly gl: WebGL2RenderingContext }) | undefined;

export const openWebgl = async ({ core, webgl }: TensorFlow): Promise<OpenedWebgl> => {
  if (open && !open.device.isLost()) return open;
  if (typeof OffscreenCanvas === 'undefined') throw new Error('This browser has no WebGL in workers.');
  const canvas = new OffscreenCanvas(16, 16);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: false,
    preserveDrawingBuffer: false,
    powerPreference: 'high-performance',
  });
  if (!gl) throw new Error('WebGL 2 is switched off or missing in this browser.');
  if (!gl.getExtension('EXT_color_buffer_float')) throw new Error('The graphics processor cannot draw float32.');
  const renderer = rendererOf(gl);

  let lost = false;
  let rejectLost: (fault: FaultError) => void = () => {};
  const whenLost = new Promise<never>((_, reject) => {
    rejectLost = reject;
  });
  // Nobody may be listening at the moment it happens.
  whenLost.catch(() => {});
  const lose = (message: string) => {
    if (lost) return;
    lost = true;
    rejectLost(new FaultError(lostFault(message)));
  };
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    lose(`The graphics processor (${renderer}) was lost in mid-work.`);
  });
  const device: Device = {
    name: 'webgl',
    isLost: () => lost || gl.isContextLost(),
    lost: whenLost,
    giveUp: ({ message }) => lose(message),
  };

  // A backend of an earlier context is of no use any more, and tfjs makes no second one by itself.
  if (core.findBackendFactory('webgl') !== undefined) core.removeBackend('webgl');
  webgl.webgl_util.resetMaxTextureSize();
  webgl.setWebGLContext(2, gl as unknown as WebGLRenderingContext);
  core.env().set('WEBGL_VERSION', 2);
  // Off by default: textures that are free would pile up.
  core.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', 256 * 1024 * 1024);
  if (!core.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    throw new Error('The graphics processor computes with half precision only.');
  }
  // Given a canvas, the backend keeps its compiled shaders to itself; otherwise those of a lost context would be used.
  core.registerBackend('webgl', () => new webgl.MathBackendWebGL(canvas), 2);
  open = { renderer, software: SOFTWARE.test(renderer), device, gl };
  return open;
};
