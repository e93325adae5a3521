-- No instruction, design or problem stands in more than one split.
SELECT text.kind, text.name, list(DISTINCT split) AS splits FROM (
  SELECT split, unnest([
    {'kind': 'instruction', 'name': instruction_sha256},
    {'kind': 'design', 'name': rtl_sha256},
    {'kind': 'problem', 'name': problem_key}]) AS text
  FROM curated.sft_rows WHERE refusal IS NULL)
GROUP BY text HAVING count(DISTINCT split) > 1
