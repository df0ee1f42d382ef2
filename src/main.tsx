/** The composition root: workers, clients, store, page. */
import { startOffline } from './offline.ts';
import { mount } from './panels/mount.tsx';
import { applyAddress } from './store/address.ts';
import { createStore } from './store/create-store.ts';
import { baseName, type MakeTakeAway, resultsInputOf } from './store/take-away.ts';
import { createAnalysisClient } from './workers/analysis-client.ts';
import { spawnDetector, spawnReader, spawnTable } from './workers/spawn.ts';

const client = createAnalysisClient({ reader: spawnReader, table: spawnTable, detector: spawnDetector });
const store = createStore(client);

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const makeTakeAway: MakeTakeAway = async (what, state) => {
  const results = resultsInputOf(state, { name: 'Strayflow', version: __STRAYFLOW_VERSION__ });
  if (!results) return null;
  const name = baseName(results.dataset.name);
  switch (what) {
    case 'results': {
      const { resultsText } = await import('./export/results-json.ts');
      return {
        fileName: `${name}-results.json`,
        type: 'application/json',
        chunks: once(resultsText(results)),
      };
    }
    default:
      return null;
  }
};

startOffline();
mount(document.getElementById('root')!, store, { makeTakeAway, version: __STRAYFLOW_VERSION__ });
const apply = (): void => void applyAddress(store, location.hash, document.baseURI);
apply();
addEventListener('hashchange', apply);
