/** Binary files that people take for a capture's table, known by their first bytes, and what to do with each. */
import { FaultError } from '../../base/fault.ts';

interface Signature {
  /** Bytes from `at` on: text is taken letter by letter. */
  readonly bytes: readonly number[] | string;
  readonly at?: number;
  readonly what: string;
  readonly advice: string;
}

const PICTURE = 'Open the CSV file that the flows are in.';
const UNPACK = 'Unpack it first; gzip is read as it is.';
const PACKETS =
  'Make flows of it first: zeek -r FILE (then open conn.log), argus -r FILE -w - | ra -n -c , or CICFlowMeter.';
const PANDAS = 'Save it as CSV first, in Python: pandas';

const SIGNATURES: readonly Signature[] = [
  { bytes: [0xd4, 0xc3, 0xb2, 0xa1], what: 'a packet capture (pcap)', advice: PACKETS },
  { bytes: [0xa1, 0xb2, 0xc3, 0xd4], what: 'a packet capture (pcap)', advice: PACKETS },
  { bytes: [0x4d, 0x3c, 0xb2, 0xa1], what: 'a packet capture (pcap, nanoseconds)', advice: PACKETS },
  { bytes: [0xa1, 0xb2, 0x3c, 0x4d], what: 'a packet capture (pcap, nanoseconds)', advice: PACKETS },
  { bytes: [0x0a, 0x0d, 0x0d, 0x0a], what: 'a packet capture (pcapng)', advice: PACKETS },
  { bytes: 'snoop\0', what: 'a packet capture (snoop)', advice: PACKETS },
  {
    bytes: [0x0c, 0xa5],
    what: 'a file of nfcapd',
    advice: 'Write it as CSV: nfdump -r FILE -o csv > flows.csv',
  },
  {
    bytes: [0xde, 0xad, 0xbe, 0xef],
    what: 'a file of SiLK',
    advice: 'Write it as text: rwcut --delimited=, FILE > flows.csv',
  },
  {
    bytes: [0xe5, 0x71, 0x2d, 0xcb],
    at: 4,
    what: 'a file of Argus',
    advice: 'Write it as CSV: ra -r FILE -n -c , > flows.csv',
  },
  { bytes: 'PAR1', what: 'a Parquet file', advice: `${PANDAS}.read_parquet(FILE).to_csv("flows.csv", index=False)` },
  { bytes: 'ARROW1', what: 'an Arrow file', advice: `${PANDAS}.read_feather(FILE).to_csv("flows.csv", index=False)` },
  { bytes: 'ORC', what: 'an ORC file', advice: `${PANDAS}.read_orc(FILE).to_csv("flows.csv", index=False)` },
  { bytes: 'Obj\u0001', what: 'an Avro file', advice: 'Write it as JSON, one record a line: avro-tools tojson FILE' },
  { bytes: [0x89, 0x48, 0x44, 0x46], what: 'an HDF5 file', advice: `${PANDAS}.read_hdf(FILE).to_csv("flows.csv")` },
  { bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], what: 'an array of NumPy', advice: 'Save it as CSV: numpy.savetxt.' },
  { bytes: [0x80, 2], what: 'a Python pickle', advice: `${PANDAS}.read_pickle(FILE).to_csv("flows.csv")` },
  { bytes: [0x80, 3], what: 'a Python pickle', advice: `${PANDAS}.read_pickle(FILE).to_csv("flows.csv")` },
  { bytes: [0x80, 4, 0x95], what: 'a Python pickle', advice: `${PANDAS}.read_pickle(FILE).to_csv("flows.csv")` },
  { bytes: [0x80, 5, 0x95], what: 'a Python pickle', advice: `${PANDAS}.read_pickle(FILE).to_csv("flows.csv")` },
  { bytes: 'MATLAB 5.0 MAT-file', what: 'a MATLAB file', advice: 'Save the matrix as CSV: writematrix or writetable.' },
  {
    bytes: 'SQLite format 3\0',
    what: 'an SQLite database',
    advice: 'Export its table: sqlite3 -csv -header FILE "select * from TABLE" > flows.csv',
  },
  { bytes: 'ElfFile\0', what: 'a Windows event log', advice: 'Open a file of flows as CSV, TSV or JSON lines.' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an Excel workbook', advice: 'Save the sheet as CSV.' },
  { bytes: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4, what: 'a bzip2 archive', advice: UNPACK },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a Zstandard archive', advice: UNPACK },
  { bytes: [0x04, 0x22, 0x4d, 0x18], what: 'an LZ4 archive', advice: UNPACK },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], what: 'an XZ archive', advice: UNPACK },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7-Zip archive', advice: UNPACK },
  { bytes: 'Rar!', what: 'a RAR archive', advice: UNPACK },
  {
    bytes: 'ustar',
    at: 257,
    what: 'a tar archive',
    advice: 'Unpack it first (tar -xf FILE), and open the files in it.',
  },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', advice: PICTURE },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', advice: PICTURE },
  { bytes: 'GIF8', what: 'a GIF picture', advice: PICTURE },
  { bytes: '%PDF', what: 'a PDF document', advice: PICTURE },
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];

const codesOf = (bytes: readonly number[] | string): readonly number[] =>
  typeof bytes === 'string' ? Array.from(bytes, (letter) => letter.charCodeAt(0)) : bytes;

/** Letters may begin a header line, too: then some byte that follows is none of a text's. */
const hasBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, 512).some((byte) => byte < 9 || byte >= 0x80);

const holds = (bytes: Uint8Array, signature: readonly number[] | string, at = 0): boolean =>
  codesOf(signature).every((byte, i) => bytes[at + i] === byte) && (typeof signature !== 'string' || hasBinary(bytes));

/** What is in a ZIP file, from the names that stand in its first bytes. */
const zipKind = (bytes: Uint8Array): Pick<Signature, 'what' | 'advice'> => {
  const names = new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 16));
  if (/\[Content_Types\]\.xml|xl\/|docProps\//.test(names)) {
    return { what: 'an Excel workbook', advice: 'Save the sheet as CSV.' };
  }
  if (/\.npy/.test(names))
    return { what: 'an archive of NumPy arrays', advice: 'Save the array as CSV: numpy.savetxt.' };
  return { what: 'a ZIP archive', advice: 'Unpack it, and open the files in it.' };
};

/** Throws where the file is one of these. */
export const refuseBinaryKinds = (bytes: Uint8Array, name: string, isCompressed = false): void => {
  const kind = holds(bytes, ZIP)
    ? zipKind(bytes)
    : SIGNATURES.find((signature) => holds(bytes, signature.bytes, signature.at));
  if (!kind) return;
  throw new FaultError({
    code: 'not-text',
    message: `${name} is ${kind.what}${isCompressed ? ', compressed with gzip' : ''}.`,
    advice: kind.advice,
    file: name,
  });
};
