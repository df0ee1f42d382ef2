/**
 * The three workers as one script, for the one file from disk: it would otherwise carry their common code three times. The
 * name a worker was made with says which one it is.
 */
import * as Comlink from 'comlink';
import { createDetectorApi } from './detector-api.ts';
import { installFaultTransfer } from './fault-transfer.ts';
import { createReaderApi } from './reader-api.ts';
import { createTableApi } from './table-api.ts';

const apis = { reader: createReaderApi, table: createTableApi, detector: createDetectorApi };

const isKnown = (name: string): name is keyof typeof apis => Object.hasOwn(apis, name);

if (!isKnown(self.name)) throw new Error(`No worker is called "${self.name}"`);
installFaultTransfer();
Comlink.expose(apis[self.name]());
