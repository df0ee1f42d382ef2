/**
 * NSL-KDD (Tavallaee et al., 2009, "A detailed analysis of the KDD CUP 99 data set"): 41 features, the class and a
 * difficulty, without a header line; or as ARFF with @attribute lines.
 */
import type { ColumnFact, FormatModule, Head } from './format-module.ts';

/** The 41 features of the KDD Cup 1999, in their order; shared with KDD99. */
export const KDD_FEATURES: readonly string[] = [
  'duration',
  'protocol_type',
  'service',
  'flag',
  'src_bytes',
  'dst_bytes',
  'land',
  'wrong_fragment',
  'urgent',
  'hot',
  'num_failed_logins',
  'logged_in',
  'num_compromised',
  'root_shell',
  'su_attempted',
  'num_root',
  'num_file_creations',
  'num_shells',
  'num_access_files',
  'num_outbound_cmds',
  'is_host_login',
  'is_guest_login',
  'count',
  'srv_count',
  'serror_rate',
  'srv_serror_rate',
  'rerror_rate',
  'srv_rerror_rate',
  'same_srv_rate',
  'diff_srv_rate',
  'srv_diff_host_rate',
  'dst_host_count',
  'dst_host_srv_count',
  'dst_host_same_srv_rate',
  'dst_host_diff_srv_rate',
  'dst_host_same_src_port_rate',
  'dst_host_srv_diff_host_rate',
  'dst_host_serror_rate',
  'dst_host_srv_serror_rate',
  'dst_host_rerror_rate',
  'dst_host_srv_rerror_rate',
];

const isProtocol = (text: string | undefined): boolean => /^'?(?:tcp|udp|icmp)'?$/.test(text?.trim() ?? '');
const isState = (text: string | undefined): boolean =>
  /^'?(?:SF|S[0-3]|REJ|RSTO|RSTR|RSTOS0|SH|OTH)'?$/.test(text?.trim() ?? '');

/** Whether the records look like those of the KDD Cup: tcp, udp or icmp, then a service, then a connection state. */
export const looksLikeKdd = (head: Head): boolean => {
  const records = head.records.filter((record) => record.length === head.width);
  if (records.length === 0 || head.width < 41 || head.width > 43) return false;
  const fitting = records.filter((record) => isProtocol(record[1]) && isState(record[3]));
  return fitting.length >= records.length * 0.9;
};

export const kddColumn = (name: string): ColumnFact | undefined => {
  if (name === 'protocol type') return { kind: 'text', role: 'feature', meaning: 'protocol', reason: 'the protocol' };
  if (name === 'service') return { kind: 'text', role: 'feature', meaning: 'service', reason: 'the service' };
  if (name === 'flag') return { kind: 'text', role: 'feature', meaning: 'state', reason: 'how the connection ended' };
  if (/^(?:class|label|labels|attack|xattack|outcome|result|target)$/.test(name))
    return { kind: 'text', role: 'label', reason: 'normal, or the attack' };
  if (/^(?:difficulty(?: level)?|level|score|last flag)$/.test(name)) {
    return {
      kind: 'number',
      role: 'ignored',
      reason: 'how many of 21 classifiers got the row right; gives the label away',
    };
  }
  if (KDD_FEATURES.some((feature) => feature.replaceAll('_', ' ') === name)) return { kind: 'number' };
  return undefined;
};

export const nslKdd: FormatModule = {
  id: 'nsl-kdd',
  recognise(head) {
    if (head.names) {
      const named = head.names.filter((name) => KDD_FEATURES.includes(name)).length;
      if (named < 35) return null;
      return { confidence: 0.9, seen: `${named} of the 41 feature names of NSL-KDD` };
    }
    if (!looksLikeKdd(head)) return null;
    if (head.records.some((record) => record[41]?.trim().endsWith('.'))) return null;
    return {
      confidence: 0.95,
      seen: `no header, ${head.width} cells, protocol, service and state where NSL-KDD has them`,
    };
  },
  namesFor(width) {
    if (width === 43) return [...KDD_FEATURES, 'class', 'difficulty'];
    if (width === 42) return [...KDD_FEATURES, 'class'];
    return width === 41 ? KDD_FEATURES : null;
  },
  column: kddColumn,
  isNormal: (value) => value === 'normal',
};
