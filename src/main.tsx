/** The composition root: workers, client, store, page. */
import { startOffline } from './offline.ts';
import { mount } from './panels/mount.tsx';
import { applyAddress } from './store/address.ts';
import { createStore } from './store/create-store.ts';
import {
  annotatedInputOf,
  baseName,
  type MakeTakeAway,
  modelOf,
  reportInputOf,
  resultsInputOf,
  type Taken,
} from './store/take-away.ts';
import { createAnalysisClient } from './workers/analysis-client.ts';
import { spawnDetector, spawnReader, spawnTable } from './workers/spawn.ts';

const app = { name: 'Strayflow', version: __STRAYFLOW_VERSION__ };
const client = createAnalysisClient({ reader: spawnReader, table: spawnTable, detector: spawnDetector });
const store = createStore(client);

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const makeTakeAway: MakeTakeAway = async (what, state) => {
  const results = resultsInputOf(state, app);
  if (!results) return null;
  const taken = (suffix: string, type: string, chunks: AsyncIterable<string>): Taken => ({
    fileName: `${baseName(results.dataset.name)}-${suffix}`,
    type,
    chunks,
  });
  switch (what) {
    case 'results': {
      const { resultsText } = await import('./export/results-json.ts');
      return taken('results.json', 'application/json', once(resultsText(results)));
    }
    case 'flagged':
    case 'all': {
      const { annotatedCsv } = await import('./export/annotated-csv.ts');
      const input = await annotatedInputOf(state, client, what);
      return input && taken(what === 'all' ? 'scores.csv' : 'flagged.csv', 'text/csv', annotatedCsv(input));
    }
    case 'report': {
      const { reportHtml } = await import('./export/report.ts');
      const input = reportInputOf(state, app, new Date());
      return input && taken('report.html', 'text/html', once(reportHtml(input)));
    }
    case 'model': {
      const { modelText } = await import('./export/model-file.ts');
      const model = await modelOf(state, client, app);
      return model && taken('model.json', 'application/json', once(modelText(model)));
    }
  }
};

startOffline();
mount(document.getElementById('root')!, store, { makeTakeAway, version: app.version });
const apply = (): void => void applyAddress(store, location.hash, document.baseURI);
apply();
addEventListener('hashchange', apply);
