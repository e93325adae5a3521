import type { Domain } from '../../core/domains.ts';

/** Something in a module that speaks for a domain. */
export interface DomainSign {
  domain: Domain;
  /** The strongest sign gives the primary domain. Structure weighs more than names. */
  strength: number;
  /** What was seen, with the names of the module. */
  reason: string;
}
