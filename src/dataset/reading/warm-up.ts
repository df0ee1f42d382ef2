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

const ROWS = 800;
/** So many times the columns below: what is done once a column must be met often, too. */
const TIMES = 4;
const SLICES = 4;
/** The engine compiles by how often it came by: so often at the least, and for so many milliseconds. */
const LEAST_PASSES = 3;
const ENOUGH = 600;
/** Every so many rows, one that has to be read as text. */
const ODD = 50;

const NAMES = [
  'duration',
  'protocol',
  'service',
  'source bytes',
  'destination bytes',
  'rate',
  'share',
  'flags',
  'mean',
];

const madeUp = (): File => {
  const names = Array.from({ length: TIMES }, (_, i) => NAMES.map((name) => `${name} ${i}`)).flat();
  const lines = [[...names, 'class'].join(',')];
  for (let i = 0; i < ROWS; i++) {
    const protocol = ['tcp', 'udp', 'icmp'][i % 3]!;
    const service = ['http', 'dns', 'smtp', 'other'][(i * 7) % 4]!;
    const rate = ((i * 7919) % 100_003) / 997;
    const cells =
      `${i % 60},${protocol},${service},${(i * 31) % 5000},${i % 100 === 0 ? '' : (i * i) % 90_001},${rate},` +
      `${(rate / 101).toFixed(2)},${i % 2},${(-rate * 3).toFixed(4)},`;
    lines.push(`${cells.repeat(TIMES)}${i % ODD === 0 ? 'Angriff – “läuft”' : 'normal'}`);
  }
  return new File([lines.join('\n'), '\n'], 'made-up.csv');
};

const readOnce = async (file: File, plan: ReadPlan): Promise<void> => {
  const assembler = createAssembler(plan);
  const { size } = file;
  const source = forwardBytes(file, file.name);
  let from = plan.files[0]!.dataStart;
  let spare: ArrayBuffer | undefined;
  for (let slice = 0; slice < SLICES; slice++) {
    const to = Math.ceil(from + (size - from) / (SLICES - slice));
    const made = await readSlice(plan, { file: 0, slice, from, to, ahead: size }, source, size, spare);
    assembler.add(made);
    spare = made.buffers[0];
    from = to;
  }
  source.close();
  assembler.finish();
};

/** `isNeeded`: whether there is a real file to read, which is not to wait. */
export const warmUp = async (isNeeded: () => boolean): Promise<void> => {
  const started = performance.now();
  const file = madeUp();
  for (let pass = 0; !isNeeded() && (pass < LEAST_PASSES || performance.now() - started < ENOUGH); pass++) {
    const plan = makePlan([await sniffFile(file, {})], {});
    await readOnce(file, plan);
  }
};
