-- What of a design drives each of its outputs, as ranges of its text, with the proof of it.

-- A design that was sliced, or why not (reason). outputs are those of all modules that no other instantiates.
-- Key: (bundle, configuration = stage version, Yosys, whether slices are proved).
CREATE TABLE fact.sliced_designs (
  rtl_sha256 VARCHAR, configuration VARCHAR, outcome VARCHAR, reason VARCHAR, outputs INTEGER, proved INTEGER,
  seconds DOUBLE);

-- One output. level: minimal | processes | whole. proof: proved | bounded (for bound steps) | different | undecided |
-- unprovable | not_tried. spans: JSON [{file, start, end, kind}], file a position in the bundle, start and end in
-- UTF-16 units, kind driver | condition | frame. coupled: JSON [{signal, through}]. given_up: JSON [{level, reason}].
-- Key: (bundle, configuration, module, position).
CREATE TABLE fact.slices (
  rtl_sha256 VARCHAR, configuration VARCHAR, module VARCHAR, position INTEGER, signal VARCHAR, level VARCHAR,
  proof VARCHAR, method VARCHAR, bound INTEGER, assumptions VARCHAR, reason VARCHAR, spans VARCHAR, coupled VARCHAR,
  given_up VARCHAR);
