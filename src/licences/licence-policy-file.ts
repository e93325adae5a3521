/** Generated from schemas/licence-policy.schema.json. A test fails when they differ; `vitest -u` writes it anew. */

/**
 * Which licences may be exported.
 */
export interface LicencePolicy {
  profiles: {
    [k: string]: LicenceProfile;
  };
}
export interface LicenceProfile {
  description: string;
  /**
   * Families (permissive, weak_copyleft, copyleft, restricted, unlisted) and SPDX names; `*` stands for any rest.
   */
  allow: string[];
  /**
   * SPDX names that are refused although their family is allowed.
   */
  refuse?: string[];
  /**
   * Files of which nothing says the licence.
   */
  unknown: 'allowed' | 'refused';
  /**
   * Headers that reserve all rights and name no licence.
   */
  reserved: 'allowed' | 'refused';
  /**
   * Whether a licence that only a data set claims counts. Default: allowed.
   */
  claims?: 'allowed' | 'refused';
}
