-- What is certain of a module's text, as JSON (src/describe/facts-json.ts); NULL: the text cannot be parsed. Descriptions
-- are made from it and checked against it, so a text is parsed once for all of them. Key: (module_sha256, version).
CREATE TABLE fact.module_facts (module_sha256 VARCHAR, version INTEGER, facts VARCHAR);
