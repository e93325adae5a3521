import type { BadRecordCode } from '../src/inputs/raw-record.ts';
import type { GatherRejectCode } from '../src/stages/gather/source-fault.ts';
import type { RejectCode } from '../src/stages/ingest/field-fault.ts';

/** What each `code` of report.rejected means. A code that ingest knows and this table lacks does not compile. */
export const REJECTED_ROWS: Readonly<
  Record<RejectCode | BadRecordCode | GatherRejectCode | 'INPUT_EMPTY', string>
> = {
  ARCHIVE_BOMB: 'The archive unpacks to absurd amounts (8 GiB, or 200 times its size).',
  ARTEFACT_TOO_LARGE: 'A file that the record names is larger than the mapping allows (16 MiB by default).',
  ARTEFACT_UNREADABLE: 'A file that the record names is no regular file, or may not be opened.',
  BAD_ARCHIVE: 'The archive, or one file of it, is damaged; what came before was read.',
  BAD_COMPRESSION: 'The gz or zst stream is broken from here on; what came before was read.',
  BAD_CSV: 'The row is not CSV, or has another number of fields than the header.',
  BAD_ENCODING: 'The bytes are not UTF-8.',
  BAD_JSON: 'The line or document is not JSON.',
  BAD_PARQUET: 'DuckDB cannot read the Parquet file.',
  BINARY: 'A file with the name of a source holds no text.',
  BLOB_MISSING: 'The repository is a partial clone that lacks this file.',
  CLONE_FAILED: 'The repository cannot be fetched from its URL.',
  EMPTY_LIST: 'The list that holds the answers is there and empty.',
  FILE_TOO_LARGE: 'The file is longer than `max_file_bytes` of the pipeline.',
  FILE_UNREADABLE: 'The file cannot be read where it lies, or is encrypted.',
  GIT_FAILED: 'git ended with an error while the repository was read.',
  INPUT_EMPTY: 'The file holds no record.',
  LFS_POINTER: 'The repository holds a pointer; the file itself lies in large-file storage.',
  MISSING_ARTEFACT: 'A file that the record names does not exist in its run folder or repository.',
  MISSING_FIELD: 'A field that the mapping requires is absent.',
  NOT_A_REPOSITORY: 'The path holds no git repository.',
  NO_MAPPING: 'No mapping takes a record or row with these keys.',
  NO_TEXT: 'The column that should hold the text is empty.',
  NO_VERILOG: 'The answer holds prose or commands and no Verilog module.',
  RECORD_TOO_LONG: 'The record is longer than 64 MiB.',
  REVISION_MISSING: 'The repository has no such branch, tag or commit.',
  SOURCE_EMPTY: 'The source holds no Verilog file.',
  SOURCE_MISSING: 'The path of the source does not exist.',
  TRUNCATED: 'The file ends in the middle of its last record.',
  UNMAPPED_VALUE: 'The mapping lists the values of this field, and this is none of them.',
  UNSAFE_ARTEFACT_PATH: 'The record names a file outside of its run folder and repository.',
  UNSAFE_PATH: 'The name of a file in an archive leads out of it.',
  WRONG_TYPE: 'A field holds another type than its canonical field.',
};
