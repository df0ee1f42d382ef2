/**
 * Ports as the kind of service they stand for: a number to a detector is nearness, but port 443 is no neighbour of 445.
 * Numbers from the IANA service name and port number registry; ranges from RFC 6335, except that ephemeral ports begin
 * at 32768, where Linux begins to hand them out, and not at 49152.
 */
export const SERVICE_CLASSES = [
  'no port',
  'web',
  'dns',
  'mail',
  'file sharing',
  'remote login',
  'database',
  'other well-known',
  'registered',
  'ephemeral',
] as const;
export type ServiceClass = (typeof SERVICE_CLASSES)[number];

const NAMED: Readonly<Partial<Record<ServiceClass, readonly number[]>>> = {
  web: [80, 81, 443, 591, 3128, 8000, 8008, 8080, 8081, 8088, 8443, 8888],
  dns: [53, 853, 5353, 5355],
  mail: [25, 109, 110, 143, 220, 465, 587, 993, 995, 2525],
  // FTP, TFTP, NetBIOS, AFP, SMB, rsync, NFS.
  'file sharing': [20, 21, 69, 137, 138, 139, 445, 548, 873, 989, 990, 2049],
  // SSH, telnet, rlogin and its kin, RDP, VNC, WinRM, TeamViewer.
  'remote login': [22, 23, 512, 513, 514, 992, 2222, 2323, 3389, 5900, 5901, 5938, 5985, 5986],
  // SQL Server, Oracle, MySQL, PostgreSQL, CouchDB, Redis, Cassandra, Elasticsearch, Memcached, MongoDB.
  database: [1433, 1434, 1521, 3306, 5432, 5984, 6379, 7000, 9042, 9200, 11211, 27017, 27018],
};

const EPHEMERAL = 32768;
const REGISTERED = 1024;

/** Index into SERVICE_CLASSES by port. */
const CLASS_OF_PORT = new Uint8Array(65536);
for (let port = 0; port < 65536; port++) {
  const range: ServiceClass =
    port === 0 ? 'no port' : port < REGISTERED ? 'other well-known' : port < EPHEMERAL ? 'registered' : 'ephemeral';
  CLASS_OF_PORT[port] = SERVICE_CLASSES.indexOf(range);
}
SERVICE_CLASSES.forEach((name, code) => {
  for (const port of NAMED[name] ?? []) CLASS_OF_PORT[port] = code;
});

/** Index into SERVICE_CLASSES; −1 where the value is no port. */
export const serviceClassCode = (port: number): number =>
  port >= 0 && port <= 65535 && Number.isInteger(port) ? CLASS_OF_PORT[port]! : -1;
