-- No row of a protected benchmark is exported.
SELECT attempt_id FROM curated.sft_rows JOIN curated.protected_attempts USING (attempt_id) WHERE refusal IS NULL
