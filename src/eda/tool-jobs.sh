# Runs Yosys and Verilator; read by lane.sh.
# Arguments: YOSYS VERILATOR CONFINED
# Descriptor 3 takes the log; 4 to 9 take the files that the job asked for, in their order.
# A job line is: TOOL CPU_SECONDS MEMORY_KIB OUTPUT... TOOL: y = Yosys on CTL/script.ys, v = Verilator with the words
# of CTL/options. OUTPUTs are names in WORK, or patterns, whose files are joined.
yosys=$1 verilator=$2 confined=$3

while read -r tool cpu memory outputs; do
  if [ "$tool" = y ]; then
    ( limit "$cpu" "$memory"; cd "$job"; exec "$yosys" -q -s "$ctl/script.ys" ) <"$ctl/empty" >&3 2>&3 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  else
    ( limit "$cpu" "$memory"; cd "$job"; exec "$verilator" -f "$ctl/options" ) <"$ctl/empty" >&3 2>&3 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  fi
  echo "$token t $? 1"
  times
  # A tool may have left children that would meet the next job. In the lane's own pid namespace -1 is all of them;
  # outside of one it would be every process of the user.
  [ "$confined" = 1 ] && kill -9 -1 2>&-
  descriptor=4
  set -f
  for output in $outputs; do
    set +f
    # Unquoted: an OUTPUT may be a pattern. What is not there leaves the descriptor empty.
    # shellcheck disable=SC2086
    eval "cat -- $output >&$descriptor" 2>&-
    descriptor=$((descriptor + 1))
    set -f
  done
  set +f
  echo "$token done"
  empty_work
done
