/** Why a repository, or a commit of it, cannot be read. */
export type GitFaultCode = 'NOT_A_REPOSITORY' | 'REVISION_MISSING' | 'CLONE_FAILED' | 'GIT_FAILED';

/** Ends the reading of one repository; others go on. */
export class GitFault extends Error {
  readonly code: GitFaultCode;

  constructor(code: GitFaultCode, reason: string) {
    super(reason);
    this.name = 'GitFault';
    this.code = code;
  }
}
