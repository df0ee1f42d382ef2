/**
 * A typed failure: what happened, where, and what the person can do next.
 * `fault` is plain data, so it crosses a worker boundary whole (an Error keeps only name, message and stack).
 */
export interface Fault {
  /** Stable kebab-case identifier that tests and callers branch on. */
  readonly code: FaultCode;
  /** One sentence: what is wrong, naming the value. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly advice: string;
  readonly file?: string;
  /** 1-based line of the file as a text editor counts it. */
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
}

export type FaultCode =
  // reading
  | 'empty-file'
  | 'header-only'
  | 'not-text'
  | 'not-a-table'
  | 'record-too-long'
  | 'too-many-columns'
  | 'too-large'
  | 'columns-differ'
  | 'file-changed'
  | 'file-unreadable'
  | 'bad-compression'
  // preparing
  | 'no-numeric-column'
  | 'no-feature'
  | 'too-few-rows'
  | 'all-rows-dropped'
  | 'class-would-vanish'
  | 'no-normal-rows'
  | 'no-label'
  | 'unknown-column'
  // detecting
  | 'backend-unavailable'
  | 'backend-lost'
  | 'diverged'
  | 'out-of-memory'
  | 'worker-died'
  // taking away and coming back
  | 'bad-link'
  | 'bad-model'
  | 'columns-missing'
  | 'bad-recipe'
  // a bug of ours: shown as such, with the message
  | 'unexpected';

export class FaultError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'FaultError';
    this.fault = fault;
  }
}

export const fail = (fault: Fault): never => {
  throw new FaultError(fault);
};

/** Any thrown value as a Fault; what was not foreseen is said to be our mistake. */
export const toFault = (thrown: unknown): Fault => {
  if (thrown instanceof FaultError) return thrown.fault;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/out of memory|allocation failed|invalid (typed )?array length/i.test(message)) {
    return {
      code: 'out-of-memory',
      message: `The browser ran out of memory: ${message}`,
      advice: 'Close other tabs, leave columns out, or open a part of the file.',
    };
  }
  return {
    code: 'unexpected',
    message,
    advice: 'This is a bug in Strayflow. Your data is still open: try again, or change a setting.',
  };
};
