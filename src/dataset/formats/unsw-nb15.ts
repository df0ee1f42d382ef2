/**
 * UNSW-NB15 (Moustafa and Slay, 2015), the four parts of all flows: 49 columns without a header line. Ports may be
 * hexadecimal or '-', and the attack category is empty on normal rows.
 */
import type { ColumnFact, FormatModule } from './format-module.ts';
import { normaliseName } from './format-module.ts';

const NAMES: readonly string[] =
  'srcip sport dstip dsport proto state dur sbytes dbytes sttl dttl sloss dloss service Sload Dload Spkts Dpkts swin dwin stcpb dtcpb smeansz dmeansz trans_depth res_bdy_len Sjit Djit Stime Ltime Sintpkt Dintpkt tcprtt synack ackdat is_sm_ips_ports ct_state_ttl ct_flw_http_mthd is_ftp_login ct_ftp_cmd ct_srv_src ct_srv_dst ct_dst_ltm ct_src_ltm ct_src_dport_ltm ct_dst_sport_ltm ct_dst_src_ltm attack_cat Label'.split(
    ' ',
  );

const TEXTS: ReadonlySet<string> = new Set(['srcip', 'dstip', 'proto', 'state', 'service', 'attack cat', 'label']);
const known = new Set(NAMES.map(normaliseName));
const EPOCH = { kind: 'epoch', millisecondsPerUnit: 1000 } as const;

export const unswColumn = (name: string): ColumnFact | undefined => {
  if (name === 'stime' || name === 'ltime') return { kind: 'time', time: EPOCH };
  if (TEXTS.has(name)) return { kind: 'text' };
  return known.has(name) ? { kind: 'number' } : undefined;
};

export const isUnswNormal = (value: string): boolean => value === '0' || /^normal$/i.test(value);

const isAddress = (text: string | undefined): boolean => /^\s*\d{1,3}(?:\.\d{1,3}){3}\s*$/.test(text ?? '');

export const unswNb15: FormatModule = {
  id: 'unsw-nb15',
  recognise(head) {
    if (head.names) {
      const named = head.names.filter((name) => known.has(normaliseName(name))).length;
      return named >= 45 && head.names.length <= 52
        ? { confidence: 0.95, seen: `${named} of the 49 column names of UNSW-NB15` }
        : null;
    }
    if (head.width !== 49) return null;
    const whole = head.records.filter((record) => record.length === 49);
    const fitting = whole.filter(
      (record) => isAddress(record[0]) && isAddress(record[2]) && /^[01]$/.test(record[48]!.trim()),
    );
    if (whole.length === 0 || fitting.length < whole.length * 0.9) return null;
    return { confidence: 0.95, seen: 'no header, 49 cells, addresses and a label of 0 or 1 where UNSW-NB15 has them' };
  },
  namesFor: (width) => (width === 49 ? NAMES : null),
  column: unswColumn,
  isNormal: isUnswNormal,
};
