/** The reading of files without workers: the same order of things, with readers and table in this process. */
import { type AssemblerLimits, createAssembler } from '../../src/dataset/reading/assemble.ts';
import type { ReadPlan } from '../../src/dataset/reading/plan.ts';
import type { ReadRequest } from '../../src/dataset/reading/request.ts';
import type { Table } from '../../src/dataset/table.ts';
import { createReaderApi } from '../../src/workers/reader-api.ts';
import { type ReadCall, type Reader, readFiles } from '../../src/workers/reader-pool.ts';

export interface ReadInProcess {
  readonly table: Table;
  readonly plan: ReadPlan;
  /** From the request to the last slice, without the work of the table. */
  readonly milliseconds: number;
}

export const readInProcess = (
  request: ReadRequest,
  { readers = 1, limits, call }: { readers?: number; limits?: AssemblerLimits; call?: ReadCall } = {},
): Promise<ReadInProcess> => {
  let plan: ReadPlan;
  let assembler: ReturnType<typeof createAssembler>;
  const pool: Reader[] = Array.from({ length: readers }, () => {
    const api = createReaderApi();
    return { ...api, sniff: (file, options) => api.sniff(file, options) };
  });
  return readFiles<ReadInProcess>(
    request,
    pool,
    {
      async begin(given) {
        plan = given;
        assembler = createAssembler(given, limits);
      },
      async add(slice) {
        assembler.add(slice);
        return slice.buffers[0];
      },
      async finish(milliseconds) {
        const made = assembler.finish();
        if (!made.done) return { kind: 'again', retype: made.retype };
        return { kind: 'done', summary: { table: made.table, plan, milliseconds } };
      },
    },
    call,
  );
};
