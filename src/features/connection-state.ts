/**
 * Whether a connection failed, from whatever an exporter calls its state: Zeek's and NSL-KDD's conn_state, Argus states
 * and its flag pairs, nfdump's TCP flags, NetFlow's flag bits, Suricata's flow state. Failed: nobody answered, it was
 * refused, or it was reset before any use.
 */
const ZEEK: Readonly<Record<string, boolean>> = {
  // https://docs.zeek.org, base/protocols/conn: attempt unseen, rejected, aborted, half-open, scans.
  S0: true,
  REJ: true,
  RSTO: true,
  RSTR: true,
  RSTOS0: true,
  RSTRH: true,
  SH: true,
  SHR: true,
  S1: false,
  S2: false,
  S3: false,
  SF: false,
  OTH: false,
};

const ARGUS: Readonly<Record<string, boolean>> = {
  // ra(1): requested and never answered; initial (one way only); reset; unreachable of all kinds; time exceeded.
  REQ: true,
  INT: true,
  RST: true,
  URH: true,
  URN: true,
  URP: true,
  URF: true,
  URHPRO: true,
  TXD: true,
  CON: false,
  FIN: false,
  ACC: false,
  CLO: false,
  ECO: false,
  ECR: false,
  RSP: false,
  MAS: false,
  PAR: false,
  NRA: false,
  NRS: false,
};

const WORDS: readonly (readonly [RegExp, boolean])[] = [
  [
    /^(new|fail(ed|ure)?|reject(ed)?|refused?|den(y|ied)|reset(-(both|client|server))?|(client|server)-rst|time-?out|timed out|block(ed)?|drop(ped)?|unreachable|half-?open)$/i,
    true,
  ],
  [
    /^(established|closed?|bypassed|accept(ed)?|allow(ed)?|pass(ed)?|permit(ted)?|complete(d)?|ok|success|successful)$/i,
    false,
  ],
];

/** A SYN without an ACK was never answered; a reset without a PSH came before any data. */
const failedFlags = (syn: boolean, ack: boolean, reset: boolean, push: boolean): boolean =>
  (syn && !ack) || (reset && !push);

/** True: failed; false: not; null: the text says nothing that is known. */
export const failedState = (text: string): boolean | null => {
  const state = text.trim();
  const upper = state.toUpperCase();
  // SiLK leaves a blank where a flag is not set: ' S  A  '.
  const flags = upper.replaceAll(' ', '');
  if (Object.hasOwn(ZEEK, upper)) return ZEEK[upper]!;
  if (Object.hasOwn(ARGUS, upper)) return ARGUS[upper]!;
  for (const [pattern, failed] of WORDS) if (pattern.test(state)) return failed;
  if (/^\d{1,3}$/.test(state) || /^0x0{0,6}[0-9a-f]{1,2}$/i.test(state)) return failedFlagBits(Number(state));
  // Argus, both directions' flags: 'S_' nobody answered, 'S_RA' refused, 'FSPA_FSPA' in order.
  const pair = /^([FSRPAUECW]*)_([FSRPAUECW]*)$/.exec(upper);
  if (pair) return pair[1]!.includes('S') && !pair[2]!.includes('S');
  // nfdump: '...AP.SF', '......S.'; dots only: no TCP.
  if (/^[.FSRPAUECWX]{1,9}$/.test(flags)) {
    return failedFlags(flags.includes('S'), flags.includes('A'), flags.includes('R'), flags.includes('P'));
  }
  return null;
};

/** TCP flag bits (RFC 9293): FIN 1, SYN 2, RST 4, PSH 8, ACK 16. Null where the value is no byte. */
export const failedFlagBits = (bits: number): boolean | null =>
  Number.isInteger(bits) && bits >= 0 && bits <= 255
    ? failedFlags((bits & 2) !== 0, (bits & 16) !== 0, (bits & 4) !== 0, (bits & 8) !== 0)
    : null;
