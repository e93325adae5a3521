import type { BadRecordCode } from '../src/inputs/raw-record.ts';
import type { RejectCode } from '../src/stages/ingest/field-fault.ts';

/** What each `code` of report.rejected means. A code that ingest knows and this table lacks does not compile. */
export const REJECTED_ROWS: Readonly<Record<RejectCode | BadRecordCode | 'INPUT_EMPTY', string>> = {
  ARTEFACT_TOO_LARGE: 'A file that the record names is larger than the mapping allows (16 MiB by default).',
  ARTEFACT_UNREADABLE: 'A file that the record names is no regular file, or may not be opened.',
  BAD_COMPRESSION: 'The gz or zst stream is broken from here on; what came before was read.',
  BAD_CSV: 'The row is not CSV, or has another number of fields than the header.',
  BAD_ENCODING: 'The bytes are not UTF-8.',
  BAD_JSON: 'The line or document is not JSON.',
  BAD_PARQUET: 'DuckDB cannot read the Parquet file.',
  EMPTY_LIST: 'The list that holds the answers is there and empty.',
  INPUT_EMPTY: 'The file holds no record.',
  MISSING_ARTEFACT: 'A file that the record names does not exist in its run folder or repository.',
  MISSING_FIELD: 'A field that the mapping requires is absent.',
  NO_MAPPING: 'No mapping takes a record with these keys.',
  RECORD_TOO_LONG: 'The record is longer than 64 MiB.',
  TRUNCATED: 'The file ends in the middle of its last record.',
  UNMAPPED_VALUE: 'The mapping lists the values of this field, and this is none of them.',
  UNSAFE_ARTEFACT_PATH: 'The record names a file outside of its run folder and repository.',
  WRONG_TYPE: 'A field holds another type than its canonical field.',
};
