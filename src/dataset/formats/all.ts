/** The formats by id. A new one: a module beside this file, its id in ../format.ts, and a line here. */
import type { FormatId } from '../format.ts';
import { cicids2017 } from './cicids2017.ts';
import type { FormatModule } from './format-module.ts';
import { generic } from './generic.ts';
import { kdd99 } from './kdd99.ts';
import { nslKdd } from './nsl-kdd.ts';
import { sample } from './sample.ts';

export const FORMATS: readonly FormatModule[] = [nslKdd, kdd99, cicids2017, sample, generic];

const byId = new Map(FORMATS.map((format) => [format.id, format]));
export const formatById = (id: FormatId): FormatModule => byId.get(id) ?? generic;
