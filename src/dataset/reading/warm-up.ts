/**
 * A made-up capture, read and thrown away while the page has nothing to do: by then the engine has compiled what reads
 * the first real one. A small file is read in less time than that takes.
 */
import { createAssembler } from './assemble.ts';
import { forwardBytes } from './forward-bytes.ts';
import { makePlan } from './make-plan.ts';
import type { ReadPlan } from './plan.ts';
import { readSlice } from './read-slice.ts';
import { sniffFile } from './sniff.ts';

const ROWS = 3000;
/** The engine compiles by how often it came by: so often at the least, and for so many milliseconds. */
const LEAST_PASSES = 3;
const ENOUGH = 300;

const madeUp = (): File => {
  const lines = ['duration,protocol,service,source bytes,destination bytes,rate,share,count,flags,mean,class'];
  for (let i = 0; i < ROWS; i++) {
    const protocol = ['tcp', 'udp', 'icmp'][i % 3]!;
    const service = ['http', 'dns', 'smtp', 'other'][(i * 7) % 4]!;
    const rate = ((i * 7919) % 100_003) / 997;
    lines.push(
      `${i % 60},${protocol},${service},${(i * 31) % 5000},${(i * i) % 90_001},${rate},${(rate / 101).toFixed(2)},` +
        `${i % 9},${i % 2},${(-rate * 3).toFixed(4)},normal`,
    );
  }
  return new File([lines.join('\n'), '\n'], 'made-up.csv');
};

const readOnce = async (file: File, plan: ReadPlan): Promise<void> => {
  const assembler = createAssembler(plan);
  const { size } = file;
  const middle = size >> 1;
  const source = forwardBytes(file, file.name);
  const first = { file: 0, slice: 0, from: plan.files[0]!.dataStart, to: middle, ahead: size };
  const one = await readSlice(plan, first, source, size);
  assembler.add(one);
  assembler.add(await readSlice(plan, { file: 0, slice: 1, from: middle, to: size }, source, size, one.buffers[0]));
  source.close();
  assembler.finish();
};

export const warmUp = async (): Promise<void> => {
  const started = performance.now();
  const file = madeUp();
  for (let pass = 0; pass < LEAST_PASSES || performance.now() - started < ENOUGH; pass++) {
    const plan = makePlan([await sniffFile(file, {})], {});
    await readOnce(file, plan);
  }
};
