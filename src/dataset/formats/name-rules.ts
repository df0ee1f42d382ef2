/**
 * What parts of a column's name say, where the name as a whole is not known: most of all that a column gives the label
 * away, or names a connection, a capture or a logging machine instead of saying what the flow did.
 */
import type { ColumnFact } from './format-module.ts';

interface NameRule {
  /** Tried on the normalised name. */
  readonly pattern: RegExp;
  readonly fact: ColumnFact;
}

const RULES: readonly NameRule[] = [
  {
    pattern: /(?:^| )attack(?:s|er|ers)?(?:$| |(?:type|id|cat|category|class|name|description|tool|label)(?:$| ))/,
    fact: { role: 'attack-class', kind: 'text', reason: 'named after the attack, so it gives the label away' },
  },
  {
    pattern:
      /^(?:(?:capture|pcap|source|csv|log|trace) ?file(?: ?name)?|file ?name|pcap|data ?set(?: name)?|scenario|experiment|campaign)$/,
    fact: { role: 'identifier', reason: 'names where the row came from' },
  },
  {
    pattern:
      /^(?:(?:capture|recording) ?(?:day|date|hour)|week ?day|day ?of ?week|date (?:hour|mday|minute|month|second|wday|year|zone))$/,
    fact: { role: 'timestamp', reason: 'a part of a time' },
  },
  {
    pattern:
      /^(?:[sd]tcpb|(?:src|dst) ?tcp ?base|tcp (?:seq|seq raw|ack|ack raw|nxtseq)|ip id|(?:ip|tcp|udp|icmp) checksum|icmp (?:transmit timestamp|seq|seq le|ident)|dns (?:query )?id|(?:dns |mbtcp )?trans ?id)$/,
    fact: { role: 'identifier', reason: 'a number that machines draw or count up for each connection or packet' },
  },
  {
    pattern: /^(?:tcp|udp) stream$/,
    fact: { role: 'identifier', reason: 'a running number of conversations' },
  },
  {
    pattern:
      /^(?:(?:tcp|udp) payload|tcp options|http (?:file data|request full uri|request uri query|referer)|mqtt msg|(?:source|destination) ?payload ?as ?\w+)$/,
    fact: { role: 'ignored', reason: 'what was sent, as free text' },
  },
  {
    pattern: /^(?:nat ?(?:source|src|s) ?port|translated source port|xlate ?sport|post ?nat ?src ?port)$/,
    fact: { role: 'ignored', reason: 'a client takes its source port by chance, and a translator another one' },
  },
  {
    pattern: /^(?:nat ?(?:destination|dst|d) ?port|translated destination port|xlate ?dport)$/,
    fact: { role: 'ignored', reason: 'what an address translator made of the destination port' },
  },
  {
    pattern: /^arp (?:src|dst) (?:proto ipv4|hw mac)$/,
    fact: { role: 'identifier', reason: 'an address names a machine' },
  },
  {
    pattern:
      /^(?:bkt|cd|serial|punct|linecount|sourcetype|splunk server(?: group)?|time(?:start|end)pos|logid|log ?name|vd|system name|tenant ?id|reporter|(?:host|agent|observer|beat|ecs|log|fileset|input|service) (?:name|id|version|ephemeral id|hostname|type)|device(?: name)?|resource (?:type|labels .*)|(?:(?:src|dest) instance )?(?:project id|region|zone|vm name)|(?:src|dest) vpc .*|insert ?id)$/,
    fact: { role: 'ignored', reason: 'says where the record was made, not what the flow did' },
  },
  {
    pattern: /^(?:policy ?id|(?:access )?rule(?: ?(?:number|id|nr))?|acl ?rule|nsg ?rule(?: s)?)$/,
    fact: { role: 'feature', kind: 'text', reason: 'a number or name that stands for a rule' },
  },
];

export const factByRule = (normalised: string): ColumnFact | undefined =>
  RULES.find(({ pattern }) => pattern.test(normalised))?.fact;
