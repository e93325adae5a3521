import type { LicenceFinding } from './header-licence.ts';
import { expressionAllowed, expressionKind } from './licence-expression.ts';
import { licenceKind } from './licence-kind.ts';
import { nameMatches } from './licence-name.ts';
import type { NamedProfile } from './licence-policy.ts';

/** Where a statement about a file's licence stands, the strongest first. */
export type LicenceSource = 'header' | 'side_file' | 'licence_file' | 'readme' | 'claim';

/** One statement about a file's licence. */
export interface LicenceStatement {
  by: LicenceSource;
  finding: LicenceFinding;
  /** Where the words stand: path in the repository and stored text; null for a claim. */
  path: string | null;
  sha256: string | null;
}

/** What a profile says of a file, and the statement that made it so. */
export interface LicenceDecision {
  decision: 'allowed' | 'refused';
  reason: string;
  /** The statement that decided; undefined where nothing says anything. */
  statement: LicenceStatement | undefined;
}

const SAID_BY: Readonly<Record<LicenceSource, string>> = {
  header: 'the file itself',
  side_file: 'its REUSE side file',
  licence_file: 'the nearest licence file',
  readme: 'the README',
  claim: 'the data set',
};

/**
 * Decides over a file from what is said of it. The strongest statement that names a licence or forbids use decides
 * alone: a header outranks the repository. What only refers to a file, and what says nothing, gives way to the next.
 */
export function decideLicence(
  statements: readonly LicenceStatement[],
  profile: NamedProfile,
): LicenceDecision {
  const statement = statements.find(
    ({ finding }) => finding.kind !== 'unknown' && finding.kind !== 'reference',
  );
  if (statement === undefined) {
    return {
      decision: profile.unknown,
      reason: `nothing says its licence; ${profileSays(profile, profile.unknown)}`,
      statement,
    };
  }
  const { by, finding } = statement;
  const decision = by === 'claim' && profile.claims === 'refused' ? 'refused' : verdict(finding, profile);
  const name = finding.spdx ?? finding.wording;
  const kind = finding.kind.replace('_', ' ');
  return {
    decision,
    reason: `${SAID_BY[by]} says ${name} (${kind}); ${profileSays(profile, decision)}`,
    statement,
  };
}

function profileSays({ name }: NamedProfile, decision: 'allowed' | 'refused'): string {
  return `profile ${name} ${decision === 'allowed' ? 'allows' : 'refuses'} that`;
}

/** Proprietary words outweigh any licence beside them. Terms beside a known licence count as their own kind. */
function verdict({ spdx, kind }: LicenceFinding, profile: NamedProfile): 'allowed' | 'refused' {
  if (kind === 'proprietary') return 'refused';
  if (kind === 'reserved') return profile.reserved;
  const allows = (name: string): boolean =>
    !nameMatches(profile.refuse ?? [], name) &&
    (nameMatches(profile.allow, name) || profile.allow.includes(licenceKind(name)));
  if (spdx === null) return profile.allow.includes(kind) ? 'allowed' : 'refused';
  const hasOtherTerms = kind !== expressionKind(spdx) && !profile.allow.includes(kind);
  return expressionAllowed(spdx, allows) && !hasOtherTerms ? 'allowed' : 'refused';
}
