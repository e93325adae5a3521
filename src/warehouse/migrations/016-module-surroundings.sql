-- What a class rests on beside the module's text: where the module lies, and what its parts are
-- (src/verilog/domain/surroundings.ts); empty where neither says anything.
ALTER TABLE fact.module_classes ADD COLUMN surroundings VARCHAR DEFAULT '';

-- The surroundings of the modules of current files that have some. rules: as in fact.module_classes, since the domains
-- of parts depend on them. Key: (module_id, rules).
CREATE TABLE fact.module_surroundings (module_id VARCHAR, rules VARCHAR, surroundings VARCHAR);
