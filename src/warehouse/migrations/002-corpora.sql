-- Corpora: repositories, folders, archives and data sets, their files, and what was found out about these.

-- One row a reading that came to its end. The newest row of a repository_id is the current one; the files of a
-- reading are those of its repository_id and revision. revision: commit of a git repository, else a hash of the content.
-- fingerprint: what else the reading depends on (version, limits, mapping). files = kept + rejected counts Verilog
-- files and data set rows; other_files were seen and are of no kind that is read.
CREATE TABLE raw.repositories (
  repository_id VARCHAR, origin VARCHAR, location VARCHAR, name VARCHAR, revision VARCHAR, fingerprint VARCHAR,
  stars INTEGER, forks INTEGER, files INTEGER, kept INTEGER, rejected INTEGER, other_files INTEGER,
  submodules VARCHAR, sequence INTEGER, read_at TIMESTAMPTZ);

-- One row a Verilog file of a revision, or a row of a data set (ordinal: its place in the file, from 0).
-- Key: (file_id, revision). sha256 names the stored text and is null when the file was rejected. blob_id: the git
-- object name of the bytes as they stood. encoding: utf-8 | utf-8-bom | utf-16le | utf-16be | latin-1, and `+crlf`
-- where line ends were CR LF; the stored text is UTF-8 with LF. source_*: where a data set's row says it comes from.
CREATE TABLE raw.corpus_files (
  file_id VARCHAR, repository_id VARCHAR, revision VARCHAR, fingerprint VARCHAR, path VARCHAR, ordinal INTEGER, blob_id VARCHAR,
  sha256 VARCHAR, bytes BIGINT, encoding VARCHAR, line_start INTEGER, line_end INTEGER,
  instruction_sha256 VARCHAR, claimed_licence VARCHAR, source_repository VARCHAR, source_path VARCHAR,
  source_revision VARCHAR, stars INTEGER, forks INTEGER, reject_code VARCHAR, reject_reason VARCHAR,
  notes VARCHAR, metadata VARCHAR);

-- Licence files, REUSE side files and READMEs of a revision. kind: licence | readme. Key: (repository_id, revision, path).
CREATE TABLE raw.repository_texts (
  repository_id VARCHAR, revision VARCHAR, path VARCHAR, kind VARCHAR, blob_id VARCHAR, sha256 VARCHAR, bytes BIGINT);

-- What the filters say of a text. path_class: source | header | bench, by the name of the file.
-- decision: kept | rejected | testbench; reason names the filter (of kept ones: include | package, else null).
-- Key: (sha256, path_class, version, parameters_key).
CREATE TABLE fact.screenings (
  sha256 VARCHAR, path_class VARCHAR, version INTEGER, parameters_key VARCHAR, decision VARCHAR, reason VARCHAR,
  detail VARCHAR);

-- Whether an instruction names the module that its answer holds. Key: (instruction, text, version).
CREATE TABLE fact.instruction_checks (
  instruction_sha256 VARCHAR, sha256 VARCHAR, version INTEGER, decision VARCHAR, reason VARCHAR, named VARCHAR,
  modules VARCHAR);

-- What a file's own comments say of its licence. spdx: an SPDX expression, null where none is named.
-- kind: permissive | weak_copyleft | copyleft | restricted | proprietary | reference | unlisted | unknown.
-- wording names the rule, text is what decided, at these UTF-16 offsets of the stored text. Key: (sha256, version).
CREATE TABLE fact.file_licences (
  sha256 VARCHAR, version INTEGER, spdx VARCHAR, kind VARCHAR, wording VARCHAR, text VARCHAR,
  start_offset INTEGER, end_offset INTEGER);

-- What a licence file or README says. similarity: Dice coefficient with the SPDX text, 1 for a title or tag.
-- Key: (repository_id, revision, path, version).
CREATE TABLE fact.repository_licences (
  repository_id VARCHAR, revision VARCHAR, version INTEGER, path VARCHAR, spdx VARCHAR, kind VARCHAR,
  wording VARCHAR, text VARCHAR, similarity DOUBLE, text_sha256 VARCHAR);

-- What the policy says of a file. decided_by: header | side_file | licence_file | readme | claim | none; evidence_* is
-- the text that decided, with its UTF-16 offsets. decision: allowed | refused. Key: (file_id, revision, version, policy_key).
CREATE TABLE fact.licence_decisions (
  file_id VARCHAR, revision VARCHAR, version INTEGER, policy_key VARCHAR, sha256 VARCHAR, spdx VARCHAR, kind VARCHAR,
  decided_by VARCHAR, evidence_path VARCHAR, evidence_sha256 VARCHAR, evidence_text VARCHAR, start_offset INTEGER,
  end_offset INTEGER, decision VARCHAR, reason VARCHAR);
