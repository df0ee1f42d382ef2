/**
 * Which room of src/ may import which, checked on the parsed source: imports, re-exports, import(), types from import(),
 * and worker addresses. src/README.md says the same in words.
 */
import { posix } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';

interface Arrow {
  /** Rooms it may import anything from. */
  readonly code?: readonly string[];
  /** Rooms it may import types from. Types are gone once built, so they tie nothing. */
  readonly types?: readonly string[];
}

export const PURE_ROOMS = [
  'base',
  'dataset',
  'features',
  'detectors',
  'evaluation',
  'recipe',
  'export',
  'run',
] as const;
const PURE: readonly string[] = PURE_ROOMS;

/**
 * A room imports from itself always, and from WORDS. `worker-side` is what runs in workers, `client` what stands on the
 * page's side of them, `seam` what both know; `page` are the modules beside main.tsx.
 */
const ARROWS: Readonly<Record<string, Arrow>> = {
  base: {},
  dataset: { code: ['base'] },
  features: { code: ['base', 'dataset'] },
  detectors: { code: ['base', 'features'] },
  evaluation: { code: ['base'] },
  recipe: { code: ['base'], types: ['dataset', 'features', 'detectors', 'evaluation'] },
  export: { code: ['base', 'dataset', 'evaluation', 'recipe'], types: ['features', 'detectors', 'run'] },
  run: { code: ['base', 'dataset', 'features', 'detectors', 'evaluation', 'recipe'] },
  seam: { code: ['base'], types: [...PURE, 'worker-side'] },
  'worker-side': { code: [...PURE, 'seam'] },
  client: { code: ['base', 'seam', 'spawn'], types: [...PURE, 'worker-side'] },
  spawn: {},
  store: { code: ['base', 'evaluation', 'recipe'], types: [...PURE, 'seam', 'client', 'page'] },
  charts: { code: ['base'], types: ['evaluation'] },
  panels: { code: ['base', 'store', 'charts', 'page'], types: [...PURE, 'seam'] },
  page: {},
  main: { code: [...PURE, 'seam', 'client', 'spawn', 'store', 'charts', 'panels', 'page'] },
};

/** Modules that only list words (no import of code, no function): anyone may name a thing by them. */
export const WORDS = [
  'dataset/format.ts',
  'dataset/roles.ts',
  'features/settings.ts',
  'detectors/backend-name.ts',
  'detectors/detector.ts',
  'detectors/settings.ts',
  'evaluation/part.ts',
  'evaluation/ranking.ts',
  'evaluation/threshold-rule.ts',
  'run/run-result.ts',
] as const;

/** Packages that belong to some rooms alone; what is not listed may be taken anywhere. */
const PACKAGES: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^@tensorflow\//, rooms: ['detectors'] },
  { name: /^papaparse$/, rooms: ['dataset'] },
  { name: /^comlink$/, rooms: ['seam', 'worker-side', 'client'] },
  { name: /^zustand(\/|$)/, rooms: ['store', 'main'] },
  { name: /^recharts(\/|$)/, rooms: ['charts'] },
  { name: /^(react|react-dom)(\/|$)/, rooms: ['store', 'charts', 'panels', 'main'] },
  { name: /^(@mantine|@tabler|@tanstack)\//, rooms: ['charts', 'panels', 'main', 'page'] },
  { name: /^virtual:/, rooms: ['page'] },
];

const COMPUTED = '(computed)';

const PAGE_GLOBALS: ReadonlySet<string> = new Set(['window', 'document', 'localStorage', 'sessionStorage']);

/** Where a module stands, by its path under src/. */
export const roomOf = (path: string): string => {
  const [first, ...rest] = path.split('/');
  if (rest.length === 0) return first === 'main.tsx' ? 'main' : 'page';
  if (first !== 'workers') return first!;
  const file = rest.join('/');
  if (file === 'protocol.ts' || file === 'fault-transfer.ts') return 'seam';
  if (/^spawn(\.single)?\.ts$/.test(file)) return 'spawn';
  return /(^|-)(client|link|pool)\.ts$/.test(file) ? 'client' : 'worker-side';
};

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

interface Parsed {
  readonly imports: readonly Import[];
  /** Names of page globals read here, though nothing here declares them. */
  readonly pageGlobals: readonly { readonly name: string; readonly line: number }[];
  readonly holdsOnlyWords: boolean;
}

const isWord = (node: ESTree.Node | null | undefined): boolean => {
  switch (node?.type) {
    case 'Literal':
      return true;
    case 'UnaryExpression':
      return isWord(node.argument);
    case 'ArrayExpression':
      return node.elements.every((element) => isWord(element?.type === 'SpreadElement' ? element.argument : element));
    case 'ObjectExpression':
      return node.properties.every((property) => property.type === 'Property' && isWord(property.value));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return isWord(node.expression);
    case 'Identifier':
      return true;
    default:
      return false;
  }
};

const isWordStatement = (node: ESTree.Statement | ESTree.Directive): boolean => {
  const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
  switch (declared?.type) {
    case undefined:
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return true;
    case 'ImportDeclaration':
      return declared.importKind === 'type';
    case 'VariableDeclaration':
      return declared.kind === 'const' && declared.declarations.every(({ init }) => isWord(init));
    default:
      return false;
  }
};

export const parseModule = (path: string, source: string): Parsed => {
  const { program, module, errors } = parseSync(path, source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  const add = (from: string, typeOnly: boolean, offset: number): void => {
    imports.push({ from, typeOnly, line: lineAt(offset) });
  };

  for (const { moduleRequest, entries, start } of module.staticImports) {
    // `import './x.ts'` names nothing, and runs it.
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), start);
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType, entry.start);
  }

  const declared = new Set<string>();
  const read: { name: string; line: number }[] = [];
  const declare = (node: ESTree.Node | null): void => {
    if (node?.type === 'Identifier') declared.add(node.name);
    if (node?.type === 'ObjectPattern') {
      for (const property of node.properties)
        declare(property.type === 'Property' ? property.value : property.argument);
    }
    if (node?.type === 'ArrayPattern') for (const element of node.elements) declare(element);
    if (node?.type === 'AssignmentPattern') declare(node.left);
  };
  const parameters = (node: { readonly params: readonly ESTree.Node[] }): void => {
    for (const parameter of node.params) declare(parameter);
  };
  new Visitor({
    ImportExpression(node) {
      const from = node.source.type === 'Literal' ? node.source.value : null;
      add(typeof from === 'string' ? from : COMPUTED, false, node.start);
    },
    TSImportType(node) {
      add(node.source.value, true, node.start);
    },
    // A worker's address is an import as well: new URL('./x.ts', import.meta.url).
    NewExpression(node) {
      const [address, base] = node.arguments;
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      if (isUrl && base && address?.type === 'Literal' && typeof address.value === 'string') {
        add(address.value, false, node.start);
      }
    },
    VariableDeclarator(node) {
      declare(node.id);
    },
    FunctionDeclaration: parameters,
    FunctionExpression: parameters,
    ArrowFunctionExpression: parameters,
    MemberExpression(node) {
      if (node.object.type === 'Identifier') read.push({ name: node.object.name, line: lineAt(node.start) });
      const ofGlobal = node.object.type === 'Identifier' && node.object.name === 'globalThis';
      if (ofGlobal && node.property.type === 'Identifier' && PAGE_GLOBALS.has(node.property.name)) {
        read.push({ name: node.property.name, line: lineAt(node.start) });
      }
    },
  }).visit(program);

  return {
    imports,
    pageGlobals: read.filter(({ name }) => PAGE_GLOBALS.has(name) && !declared.has(name)),
    holdsOnlyWords: program.body.every(isWordStatement),
  };
};

/** What runs against an arrow, a sentence each. `path` is under src/, with slashes. */
export const againstArrows = (path: string, source: string): readonly string[] => {
  const room = roomOf(path);
  const { imports, pageGlobals } = parseModule(path, source);
  const arrow = ARROWS[room];
  if (arrow === undefined) return [`${path} stands in a room that src/README.md does not know: ${room}`];

  const wrong = imports.flatMap(({ from, typeOnly, line }): readonly string[] => {
    const at = `${path}:${line}`;
    if (from === COMPUTED) return [`${at} imports what nobody can know before it runs`];
    if (!from.startsWith('.')) {
      const owner = PACKAGES.find(({ name }) => name.test(from));
      if (owner === undefined || owner.rooms.includes(room)) return [];
      return [`${at} (${room}) imports ${from}, which belongs to ${owner.rooms.join(', ')}`];
    }
    const target = posix.join(posix.dirname(path), from.replace(/\?.*$/, ''));
    if (target.startsWith('..')) return [`${at} imports ${from}, from outside src/`];
    if (target.endsWith('.worker.ts')) {
      return room === 'spawn' ? [] : [`${at} (${room}) reaches a worker's file; only spawn.ts does`];
    }
    const targetRoom = roomOf(target);
    const words: readonly string[] = WORDS;
    if (targetRoom === room || words.includes(target) || arrow.code?.includes(targetRoom)) return [];
    if (typeOnly && arrow.types?.includes(targetRoom)) return [];
    const types = arrow.types?.includes(targetRoom) ? ' (types alone are allowed)' : '';
    return [`${at} (${room}) imports ${target} (${targetRoom}), against the arrows${types}`];
  });

  if (!PURE.includes(room) && room !== 'worker-side') return wrong;
  return [
    ...wrong,
    ...pageGlobals.map(({ name, line }) => `${path}:${line} (${room}) touches ${name}: no page is there`),
  ];
};
