/** Why a record, or one of the rows it stands for, was rejected. */
export type RejectCode =
  | 'NO_MAPPING'
  | 'WRONG_TYPE'
  | 'UNMAPPED_VALUE'
  | 'MISSING_FIELD'
  | 'EMPTY_LIST'
  | 'MISSING_ARTEFACT'
  | 'UNSAFE_ARTEFACT_PATH'
  | 'ARTEFACT_TOO_LARGE'
  | 'ARTEFACT_UNREADABLE';

/** One rejected row. `field` is the canonical field that could not be filled. */
export interface Reject {
  code: RejectCode;
  reason: string;
  field?: string;
}

/** Ends the mapping of one row; it becomes a Reject. */
export class FieldFault extends Error {
  readonly code: RejectCode;

  constructor(code: RejectCode, reason: string) {
    super(reason);
    this.name = 'FieldFault';
    this.code = code;
  }
}

/** A value as it may be shown in a reason. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
