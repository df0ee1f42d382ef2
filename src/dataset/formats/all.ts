/** The formats by id. A new one: a module beside this file, its id in ../format.ts, and a line here. */
import type { FormatId } from '../format.ts';
import { argus } from './argus.ts';
import { arkime } from './arkime.ts';
import { cicflowmeter } from './cicflowmeter.ts';
import { cicflowmeterPython } from './cicflowmeter-python.ts';
import { cicids2017 } from './cicids2017.ts';
import { cidds } from './cidds.ts';
import { cseCicIds2018 } from './cse-cic-ids2018.ts';
import type { FormatModule } from './format-module.ts';
import { generic } from './generic.ts';
import { kdd99 } from './kdd99.ts';
import { kyoto } from './kyoto.ts';
import { netflowV9Nids } from './netflow-v9-nids.ts';
import { nfdump } from './nfdump.ts';
import { nfdumpShort } from './nfdump-short.ts';
import { nfstream } from './nfstream.ts';
import { nslKdd } from './nsl-kdd.ts';
import { pfsense } from './pfsense.ts';
import { sample } from './sample.ts';
import { suricataEve } from './suricata-eve.ts';
import { tonIot } from './ton-iot.ts';
import { ugr16 } from './ugr16.ts';
import { unswNb15 } from './unsw-nb15.ts';
import { unswNb15Sets } from './unsw-nb15-sets.ts';
import { vpcFlowLogs } from './vpc-flow-logs.ts';
import { wireshark } from './wireshark.ts';
import { zeekJson } from './zeek-json.ts';
import { zeekTsv } from './zeek-tsv.ts';

const BY_ID: Readonly<Record<FormatId, FormatModule>> = {
  'zeek-tsv': zeekTsv,
  'zeek-json': zeekJson,
  cicflowmeter,
  'cicflowmeter-python': cicflowmeterPython,
  cicids2017,
  'cse-cic-ids2018': cseCicIds2018,
  'unsw-nb15': unswNb15,
  'unsw-nb15-sets': unswNb15Sets,
  'nsl-kdd': nslKdd,
  kdd99,
  'netflow-v9-nids': netflowV9Nids,
  'ton-iot': tonIot,
  argus,
  nfdump,
  'nfdump-short': nfdumpShort,
  nfstream,
  'suricata-eve': suricataEve,
  arkime,
  wireshark,
  'vpc-flow-logs': vpcFlowLogs,
  cidds,
  ugr16,
  kyoto,
  pfsense,
  sample,
  generic,
};

export const FORMATS: readonly FormatModule[] = Object.values(BY_ID);
export const formatById = (id: FormatId): FormatModule => BY_ID[id];
