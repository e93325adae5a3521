-- What the newest analysis says of each testbench.
-- grain: one row a testbench
-- columns: testbench_sha256, checks, how, top_modules, modules, instances, packages (JSON lists)
-- reads: fact.testbenches, meta.current
SELECT testbench_sha256, checks, how, top_modules, modules, instances, packages
FROM fact.testbenches
WHERE version = (SELECT value::INTEGER FROM meta.current WHERE name = 'inspect')
