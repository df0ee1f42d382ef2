/**
 * Comlink carries name, message and stack of an error and nothing else. This carries the whole fault, and Cancelled as
 * itself, so that what was thrown in a worker is the same thing on the page. Installed once on each side.
 */
import * as Comlink from 'comlink';
import { Cancelled } from '../base/cancel.ts';
import { type Fault, FaultError } from '../base/fault.ts';

type ThrownValue = { readonly value: unknown };

type Carried =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly stack: string | undefined }
  | { readonly kind: 'value'; readonly value: unknown };

const carry = (thrown: unknown): Carried => {
  if (thrown instanceof FaultError) return { kind: 'fault', fault: thrown.fault };
  if (thrown instanceof Cancelled) return { kind: 'cancelled' };
  if (thrown instanceof Error) {
    return { kind: 'error', name: thrown.name, message: thrown.message, stack: thrown.stack };
  }
  return { kind: 'value', value: thrown };
};

const restore = (carried: Carried): unknown => {
  if (carried.kind === 'fault') return new FaultError(carried.fault);
  if (carried.kind === 'cancelled') return new Cancelled();
  if (carried.kind === 'value') return carried.value;
  const error = new Error(carried.message);
  error.name = carried.name;
  if (carried.stack !== undefined) error.stack = carried.stack;
  return error;
};

export const installFaultTransfer = (): void => {
  const own = Comlink.transferHandlers.get('throw');
  if (!own) throw new Error('Comlink has no handler for thrown values');
  const handler: Comlink.TransferHandler<ThrownValue, Carried> = {
    // Only Comlink makes the values that its handler knows.
    canHandle: (value): value is ThrownValue => own.canHandle(value),
    serialize: ({ value }) => [carry(value), []],
    deserialize: (carried) => {
      throw restore(carried);
    },
  };
  Comlink.transferHandlers.set('throw', handler);
};
