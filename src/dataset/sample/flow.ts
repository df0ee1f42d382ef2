/** One simulated flow, in the terms of Zeek's conn.log: who spoke to whom, when, for how long, and how much each side said. */

/** The day that is simulated: a Tuesday. All times are UTC. */
export const DAY_START_MS = Date.UTC(2025, 2, 11);
export const DAY_SECONDS = 86400;

export const ATTACK_CLASSES = ['PortScan', 'BruteForce', 'Flood', 'Exfiltration', 'DnsTunnel', 'Beacon'] as const;
export type AttackClass = (typeof ATTACK_CLASSES)[number];
export const BENIGN = 'BENIGN';
export type FlowLabel = typeof BENIGN | AttackClass;

/**
 * Zeek's conn_state: SF opened and closed in order (UDP: both sides spoke), S0 no answer, REJ refused, S1 still open,
 * RSTO reset by the originator, RSTR reset by the responder, OTH neither TCP nor UDP (here: ICMP).
 */
export type ConnState = 'SF' | 'S0' | 'S1' | 'REJ' | 'RSTO' | 'RSTR' | 'OTH';

/** What passed, without the two ends. Bytes are payload (no IP, TCP or UDP headers); packets count every packet. */
export interface Traffic {
  readonly state: ConnState;
  /** Seconds from the first packet to the last; 0 for a single packet. */
  readonly duration: number;
  readonly srcBytes: number;
  readonly dstBytes: number;
  readonly srcPkts: number;
  readonly dstPkts: number;
}

export interface Flow {
  /** Seconds since midnight, 0 ≤ start < DAY_SECONDS. */
  readonly start: number;
  readonly srcIp: string;
  /** ICMP: the message type, as Zeek writes it. */
  readonly srcPort: number;
  readonly dstIp: string;
  /** ICMP: the message code. */
  readonly dstPort: number;
  readonly proto: 'tcp' | 'udp' | 'icmp';
  /** Application protocol seen in the payload; 'none' where there was no payload to tell from. */
  readonly service: string;
  readonly label: FlowLabel;
  readonly traffic: Traffic;
}
