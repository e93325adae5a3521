-- Modules of corpora: what files define, the bundles that make a module stand on its own, and what tools say of these.

-- What a text holds. source: tree | partial (errors in the tree) | lexical (deadline passed, or the parser died).
-- Lists are JSON. Key: (file_sha256, version).
CREATE TABLE fact.parsed_files (
  file_sha256 VARCHAR, version INTEGER, source VARCHAR, modules INTEGER, includes VARCHAR, macros_defined VARCHAR,
  macros_used VARCHAR, packages_defined VARCHAR, packages_imported VARCHAR);

-- One row an outermost module, interface, package, program, primitive or class, in order. Offsets are UTF-16 indices,
-- lines are 1-based. module_sha256: the document that holds its text alone. Key: (file_sha256, position, version).
CREATE TABLE fact.parsed_modules (
  file_sha256 VARCHAR, position INTEGER, version INTEGER, name VARCHAR, kind VARCHAR, start_offset INTEGER,
  end_offset INTEGER, line_start INTEGER, line_end INTEGER, module_sha256 VARCHAR);

-- What a module is made of: JSON of ModuleStructure without `assignments` (their places are ten times the text, and can
-- be read from it again); null when it cannot be parsed in time. Key: (module_sha256, version).
CREATE TABLE fact.module_structures (module_sha256 VARCHAR, version INTEGER, structure VARCHAR);

-- What trying to compile a module came to. closure_key: everything that the candidates up to the one that compiles are
-- made from (all, when none does); configuration: tools, flags, limits. way, front_end, bundle_sha256, top, files ([{path, sha256, cut, prelude}]), stubs: of the
-- candidate that compiles, all null when none does. compiles_alone: that front end takes the file by itself. missing:
-- modules, missing_includes, missing_macros: what the repository lacks. cause: one of the failure taxonomy. tries:
-- every candidate in order. Key: (closure_key, configuration).
CREATE TABLE fact.closures (
  closure_key VARCHAR, configuration VARCHAR, way VARCHAR, front_end VARCHAR, compiles_alone BOOLEAN,
  bundle_sha256 VARCHAR, top VARCHAR, files VARCHAR, stubs VARCHAR, missing VARCHAR, missing_includes VARCHAR,
  missing_macros VARCHAR, cause VARCHAR, message VARCHAR, tries VARCHAR);

-- Which closure a module of a state of its repository has. state: the files of the repository with their contents.
-- Key: (state, configuration, module_id).
CREATE TABLE fact.module_closures (
  state VARCHAR, configuration VARCHAR, module_id VARCHAR, closure_key VARCHAR);

-- States whose modules have all been tried, newest last: the row with the highest sequence of a group is the current.
-- group_id: a repository, or the rows of a data set that name the same one.
CREATE TABLE fact.closed_repositories (
  group_id VARCHAR, state VARCHAR, configuration VARCHAR, modules INTEGER, sequence INTEGER);

-- What tools that go beyond compiling say of a bundle. evidence: compiles | synthesizes | simulates. synthesis: ok,
-- failed or the limit that it met; cells: JSON by cell type. simulation: ok, failed, a limit, or null when it was not
-- tried; agrees: design and netlist gave the same outputs; unknown_outputs (x after reset), constant_outputs and
-- differing_outputs: JSON lists. reason: what keeps it from the next level. Key: (bundle_sha256, top, configuration).
CREATE TABLE fact.proofs (
  bundle_sha256 VARCHAR, top VARCHAR, configuration VARCHAR, evidence VARCHAR, synthesis VARCHAR, cells VARCHAR,
  cell_count INTEGER, flip_flop_bits INTEGER, latch_bits INTEGER, memory_bits INTEGER, logic_depth INTEGER,
  simulation VARCHAR, samples INTEGER, agrees BOOLEAN, unknown_outputs VARCHAR, constant_outputs VARCHAR,
  differing_outputs VARCHAR, reason VARCHAR, message VARCHAR);
