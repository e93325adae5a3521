/** Why a source, or a file of it, could not be taken. */
export type GatherRejectCode =
  | 'ARCHIVE_BOMB'
  | 'BAD_ARCHIVE'
  | 'BINARY'
  | 'BLOB_MISSING'
  | 'CLONE_FAILED'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'GIT_FAILED'
  | 'LFS_POINTER'
  | 'NOT_A_REPOSITORY'
  | 'NO_MAPPING'
  | 'NO_TEXT'
  | 'NO_VERILOG'
  | 'REVISION_MISSING'
  | 'SOURCE_EMPTY'
  | 'SOURCE_MISSING'
  | 'UNSAFE_PATH';

/** Ends the reading of one source; the others go on. */
export class SourceFault extends Error {
  readonly code: GatherRejectCode;

  constructor(code: GatherRejectCode, reason: string) {
    super(reason);
    this.name = 'SourceFault';
    this.code = code;
  }
}
