/** Any table with a header or without: what is not known, the person confirms. */
import { isNormalWord } from './column-names.ts';
import type { FormatModule } from './format-module.ts';

export const generic: FormatModule = {
  id: 'generic',
  recognise: () => null,
  isNormal: isNormalWord,
};
