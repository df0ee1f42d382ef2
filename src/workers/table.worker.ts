import * as Comlink from 'comlink';
import { installFaultTransfer } from './fault-transfer.ts';
import { createTableApi } from './table-api.ts';

installFaultTransfer();
Comlink.expose(createTableApi());
