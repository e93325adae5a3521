/**
 * System functions without an effect outside the expression they stand in (IEEE 1800-2017, clause 20, and the
 * sampled value functions of clause 16). Everything else is treated as an effect, unknown names too.
 */
const PURE_SYSTEM_FUNCTIONS: ReadonlySet<string> = new Set(
  `$signed $unsigned $clog2 $bits $typename $isunbounded $countones $countbits $onehot $onehot0 $isunknown $random
  $urandom $urandom_range $time $stime $realtime $itor $rtoi $realtobits $bitstoreal $shortrealtobits
  $bitstoshortreal $cast $left $right $low $high $increment $size $dimensions $unpacked_dimensions $ln $log10 $exp
  $sqrt $pow $floor $ceil $sin $cos $tan $asin $acos $atan $atan2 $hypot $sinh $cosh $tanh $asinh $acosh $atanh
  $abs $min $max $sampled $past $rose $fell $stable $changed $dist_uniform $dist_normal $dist_exponential
  $dist_poisson $dist_chi_square $dist_t $dist_erlang $timeunit $timeprecision $setup $hold $setuphold $width
  $period $recovery $removal $recrem $skew $timeskew $fullskew $nochange`.split(/\s+/),
);

/** Whether a system name is a pure function or a timing check, which can neither print nor end a simulation. */
export function isPureSystemName(name: string): boolean {
  return PURE_SYSTEM_FUNCTIONS.has(name);
}
