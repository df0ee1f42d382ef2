/** The composition root: workers, client, store, page. */
import type { BackendName } from './detectors/backend-name.ts';
import { startOffline } from './offline.ts';
import { mount } from './panels/mount.tsx';
import { saveFile } from './panels/save-file.ts';
import { applyAddress } from './store/address.ts';
import { createStore } from './store/create-store.ts';
import { selectNarrowed } from './store/selectors.ts';
import { createTakeAway, type Tools } from './store/take-away/create-take-away.ts';
import { browserShelf, createSession } from './store/take-away/session.ts';
import {
  baseName,
  exportRequestOf,
  type MakeTakeAway,
  modelOf,
  reportInputOf,
  resultsInputOf,
  summaryInputOf,
  type Taken,
} from './store/take-away.ts';
import { createAnalysisClient } from './workers/analysis-client.ts';
import { spawnDetector, spawnReader, spawnTable } from './workers/spawn.ts';

const app = { name: 'Strayflow', version: __STRAYFLOW_VERSION__ };
/** Where WebGL is switched off, pages get none while workers still may: what the person chose for pages holds for both. */
const switchedOff = (): readonly BackendName[] => {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context ? [] : ['webgl'];
};

const client = createAnalysisClient({ reader: spawnReader, table: spawnTable, detector: spawnDetector }, switchedOff);
const store = createStore(client);

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const pseudonymiserOf = async (key: Uint8Array | null) =>
  key && (await import('./export/pseudonymise.ts')).createPseudonymiser(key);

const make: MakeTakeAway = async (what, state, { pseudonymKey, chosenOnly, signal, onProgress }) => {
  const results = resultsInputOf(state, app);
  if (!results) return null;
  const hide = await pseudonymiserOf(pseudonymKey);
  const name = hide?.addressesIn(results.dataset.name) ?? results.dataset.name;
  const taken = (suffix: string, type: string, chunks: Taken['chunks']): Taken => ({
    fileName: `${baseName(name)}-${suffix}`,
    type,
    chunks,
  });
  switch (what) {
    case 'results': {
      const { resultsText } = await import('./export/results-json.ts');
      const text = resultsText(results);
      return taken('results.json', 'application/json', once(hide?.addressesIn(text) ?? text));
    }
    case 'flagged':
    case 'all': {
      const request = exportRequestOf(state, what, { pseudonymKey, chosenOnly });
      const of = chosenOnly && selectNarrowed(state) ? 'chosen-' : '';
      const suffix = `${of}${what === 'all' ? 'scores' : 'flagged'}.csv`;
      return request && taken(suffix, 'text/csv', client.exportRows(request, { signal, onProgress }));
    }
    case 'report': {
      const { reportHtml } = await import('./export/report.ts');
      const input = reportInputOf(state, app, new Date());
      if (!input) return null;
      return taken('report.html', 'text/html', once(reportHtml(hide ? { ...input, pseudonyms: hide } : input)));
    }
    case 'model': {
      const { modelText } = await import('./export/model-file.ts');
      const model = await modelOf(state, client, app);
      if (!model) return null;
      if (!hide) return taken('model.json', 'application/json', once(modelText(model)));
      const { hiddenModel, hiddenNote } = await import('./export/hidden-model.ts');
      const hidden = hiddenModel(model, hide, new Set(await client.namingColumns()));
      const file = taken('model.json', 'application/json', once(modelText(hidden)));
      return hidden.hidden ? { ...file, note: hiddenNote(hidden.hidden) } : file;
    }
  }
};

const tools: Tools = {
  make,
  save: saveFile,
  readSummary: async (text) => {
    const { confusionOfSummary, curvesOfSummary, decodeSummary } = await import('./export/result-summary.ts');
    const found = decodeSummary(text);
    if (!found.ok) return found;
    const summary = found.value;
    return {
      ok: true,
      value: {
        summary,
        confusionAt: (detector, edge) => confusionOfSummary(summary, detector, edge),
        curvesOf: (detector) => curvesOfSummary(summary, detector),
      },
    };
  },
  writeSummary: async (state) => {
    const { encodeSummary } = await import('./export/result-summary.ts');
    const input = summaryInputOf(state, app);
    return input && encodeSummary(input);
  },
};

/** Once the page stands: reading the first file must not wait for workers to start and to be compiled. */
const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));

const session = createSession(store, browserShelf(), () => location.hash.length > 1);
const takeAway = createTakeAway(store, tools, session);
const offline = startOffline();
mount(document.getElementById('root')!, store, { takeAway, offline, version: app.version });
const apply = (): void => void applyAddress(store, location.hash, document.baseURI, takeAway.actions.openSummary);
apply();
addEventListener('hashchange', apply);
whenIdle(() => client.warmUp(), { timeout: 3000 });
