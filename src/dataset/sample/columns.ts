/** The sample's columns: names, and what each is for. */
import type { RoleProposal } from '../roles.ts';

export const SAMPLE_COLUMNS = [
  'ts',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'proto',
  'service',
  'state',
  'duration',
  'src_bytes',
  'dst_bytes',
  'src_pkts',
  'dst_pkts',
  'label',
] as const;
export type SampleColumn = (typeof SAMPLE_COLUMNS)[number];

/** Values of `label` that mean normal. */
export const SAMPLE_NORMAL: readonly string[] = ['BENIGN'];

export const SAMPLE_ROLES: readonly (RoleProposal & { readonly column: SampleColumn })[] = [
  { column: 'ts', role: 'timestamp', meaning: 'time', reason: 'when the flow began' },
  { column: 'src_ip', role: 'identifier', meaning: 'source-address', reason: 'an address names a machine' },
  {
    column: 'src_port',
    role: 'ignored',
    meaning: 'source-port',
    reason: 'a client takes its source port by chance',
  },
  { column: 'dst_ip', role: 'identifier', meaning: 'destination-address', reason: 'an address names a machine' },
  { column: 'dst_port', role: 'feature', meaning: 'destination-port', reason: 'a number' },
  { column: 'proto', role: 'feature', meaning: 'protocol', reason: 'a category' },
  { column: 'service', role: 'feature', meaning: 'service', reason: 'a category' },
  { column: 'state', role: 'feature', meaning: 'state', reason: 'a category' },
  { column: 'duration', role: 'feature', meaning: 'duration', reason: 'a number (seconds)' },
  { column: 'src_bytes', role: 'feature', meaning: 'source-bytes', reason: 'a number (payload bytes)' },
  { column: 'dst_bytes', role: 'feature', meaning: 'destination-bytes', reason: 'a number (payload bytes)' },
  { column: 'src_pkts', role: 'feature', meaning: 'source-packets', reason: 'a number' },
  { column: 'dst_pkts', role: 'feature', meaning: 'destination-packets', reason: 'a number' },
  { column: 'label', role: 'label', reason: 'BENIGN or the class of the attack that the flow belongs to' },
];
