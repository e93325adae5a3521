import type { StrengthToolset } from '../../truth/strength-tools.ts';

/** Gives the tools, starting them at the first call. */
export type OpenTools = () => Promise<StrengthToolset>;
