/** Zeek logs as text: # lines say separator, fields and types; '-' is not set, and #close stands at the end. */
import type { FormatModule } from './format-module.ts';
import { isZeekNormal, zeekColumn } from './zeek.ts';

export const zeekTsv: FormatModule = {
  id: 'zeek-tsv',
  name: 'Zeek (TSV)',
  accepts: ['zeek'],
  recognise: (head) =>
    head.kind === 'zeek' ? { confidence: 1, seen: `#fields with ${head.names?.length ?? 0} names` } : null,
  missingWords: ['-'],
  column: zeekColumn,
  isNormal: isZeekNormal,
};
