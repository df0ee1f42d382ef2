import * as Comlink from 'comlink';
import { afterAll, describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { installFaultTransfer } from './fault-transfer.ts';

const fault = { code: 'record-too-long', message: 'Too long.', advice: 'Mend it.', file: 'a.csv', line: 7 } as const;
const api = {
  fault: (): never => {
    throw new FaultError(fault);
  },
  cancelled: async (): Promise<never> => {
    throw new Cancelled();
  },
  error: (): never => {
    throw new RangeError('out of range');
  },
  value: (): never => {
    throw { odd: 1 };
  },
};

describe('what a worker throws', () => {
  installFaultTransfer();
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(api, port2);
  const remote = Comlink.wrap<typeof api>(port1);
  afterAll(() => {
    port1.close();
    port2.close();
  });

  it('comes with its whole fault', async () => {
    const thrown = await Promise.resolve(remote.fault() as Promise<unknown>).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(FaultError);
    expect((thrown as FaultError).fault).toEqual(fault);
  });
  it('is still a cancel', async () => {
    await expect(remote.cancelled()).rejects.toBeInstanceOf(Cancelled);
  });
  it('keeps name and message of other errors, and values that are none', async () => {
    await expect(remote.error()).rejects.toMatchObject({ name: 'RangeError', message: 'out of range' });
    await expect(remote.value()).rejects.toEqual({ odd: 1 });
  });
});
