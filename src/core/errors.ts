/** Process exit codes: 1 data or audit failure, 2 usage or configuration, 70 a bug of ours. */
export type ExitCode = 1 | 2 | 70;

/**
 * The one table of error codes. docs/errors.md is generated from it, and a test fails when a code is raised
 * that is not here or stands here without being raised.
 */
export const ERROR_CODES = {
  AUDIT_FAILED: {
    exit: 1,
    means: 'A rule that every finished run must keep was broken; the rows that break it are named.',
  },
  CONFIG_INVALID: { exit: 2, means: 'A pipeline, mapping or parameter file is not as its schema asks.' },
  COUNTS_DO_NOT_ADD_UP: { exit: 1, means: 'A stage took rows that it neither kept nor rejected.' },
  DESIGN_UNREADABLE: { exit: 1, means: 'A design has syntax errors, or defines a module twice.' },
  GENERATE_NO_FAULT: {
    exit: 1,
    means: 'The generator found no mistake that its own testbench would notice.',
  },
  INPUT_FORMAT_UNKNOWN: { exit: 2, means: 'Neither the name nor the content of an input tells its format.' },
  INPUT_MISSING: { exit: 2, means: 'A path or pattern that was given names no input.' },
  JOB_INVALID: { exit: 70, means: 'A compile job was built with unsafe or colliding source names.' },
  MAPPING_INVALID: { exit: 2, means: 'A trace mapping is not as schemas/trace-mapping.schema.json asks.' },
  NOT_FOUND: { exit: 1, means: 'What was asked for by name or id is not in the warehouse.' },
  QUERY_FAILED: { exit: 1, means: 'DuckDB refused the query.' },
  REFERENCE_UNUSABLE: {
    exit: 1,
    means: 'A reference design cannot be compiled, simulated or driven, so nothing can be compared with it.',
  },
  SANDBOX_UNAVAILABLE: {
    exit: 2,
    means: 'Foreign code would have to run without a sandbox, and that was not allowed.',
  },
  SIMULATOR_CLOSED: { exit: 70, means: 'A simulation job was given to a simulator that is closed.' },
  TOOL_STALLED: {
    exit: 1,
    means:
      'A tool was ended by wall time alone, also in a second try by itself with more of it: that says nothing of what it worked on.',
  },
  TOP_UNKNOWN: { exit: 2, means: 'Which module is meant is not told, and does not follow from the files.' },
  TOOL_MISSING: { exit: 2, means: 'A program that this work needs is not installed.' },
  USAGE: { exit: 2, means: 'The command line was not understood.' },
  BUG: { exit: 70, means: 'rtl-quarry itself failed. Please report it with the message.' },
  WAREHOUSE_LOCKED: { exit: 1, means: 'Another process is writing to the warehouse.' },
  WAREHOUSE_MISSING: { exit: 2, means: 'The warehouse file does not exist.' },
  WAREHOUSE_UNREADABLE: { exit: 1, means: 'The warehouse file cannot be opened.' },
} as const satisfies Record<string, { exit: ExitCode; means: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An error in three beats: what happened, where, and what to do next. */
export class QuarryError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly next: string | undefined;

  constructor(
    code: ErrorCode,
    what: string,
    options: { where?: string; next?: string; cause?: unknown } = {},
  ) {
    super(what, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'QuarryError';
    this.code = code;
    this.where = options.where;
    this.next = options.next;
  }

  get exitCode(): ExitCode {
    return ERROR_CODES[this.code].exit;
  }
}
