/** Process exit codes: 1 data or audit failure, 2 usage or configuration, 70 a bug of ours. */
export type ExitCode = 1 | 2 | 70;

/**
 * The one table of error codes. docs/errors.md is generated from it, and a test fails when a code is raised
 * that is not here or stands here without being raised.
 */
export const ERROR_CODES = {
  USAGE: { exit: 2, means: 'The command line was not understood.' },
  BUG: { exit: 70, means: 'rtl-quarry itself failed. Please report it with the message.' },
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
