-- Attempts that did not pass: what to ask "why" of.
-- grain: one row an attempt whose verdict is not pass
-- columns: those of report.attempts
-- reads: report.attempts
SELECT * FROM report.attempts WHERE verdict IS NOT NULL AND verdict <> 'pass'
