/** Number arrays as base64 of their little-endian bytes: exact, and a third of the size of decimal digits. */
import { FaultError } from '../base/fault.ts';

type NumberArray = Float32Array | Int32Array | Uint32Array;

/** Every machine that runs a browser today is little-endian, so the array's own bytes are the file's. */
export const toBase64 = (array: NumberArray): string => {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = '';
  // As many arguments as every engine takes in one call.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

export const badModel = (message: string): FaultError =>
  new FaultError({
    code: 'bad-model',
    message,
    advice: 'Save the model again from a finished run; a model file is not meant to be edited.',
  });

const bytesOf = (base64: string, what: string): ArrayBuffer => {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    throw badModel(`The model's ${what} cannot be read: they are not base64.`);
  }
  if (text.length % 4 !== 0) throw badModel(`The model's ${what} are cut off: ${text.length} bytes.`);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
};

/** `what` names the numbers in a message, in the plural. */
export const float32FromBase64 = (base64: string, what: string): Float32Array => {
  const array = new Float32Array(bytesOf(base64, what));
  if (!array.every(Number.isFinite)) throw badModel(`The model's ${what} are not all finite numbers.`);
  return array;
};
export const int32FromBase64 = (base64: string, what: string): Int32Array => new Int32Array(bytesOf(base64, what));
export const uint32FromBase64 = (base64: string, what: string): Uint32Array => new Uint32Array(bytesOf(base64, what));
