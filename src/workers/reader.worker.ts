import * as Comlink from 'comlink';
import { installFaultTransfer } from './fault-transfer.ts';
import { createReaderApi } from './reader-api.ts';

installFaultTransfer();
Comlink.expose(createReaderApi());
