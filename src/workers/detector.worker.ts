import * as Comlink from 'comlink';
import { createDetectorApi } from './detector-api.ts';
import { installFaultTransfer } from './fault-transfer.ts';

installFaultTransfer();
Comlink.expose(createDetectorApi());
