/** The generated working day that the app offers as its sample: known by what made it, never by its contents. */
import { isNormalWord } from './column-names.ts';
import type { FormatModule } from './format-module.ts';

export const sample: FormatModule = {
  id: 'sample',
  name: 'Sample',
  recognise: () => null,
  isNormal: isNormalWord,
};
