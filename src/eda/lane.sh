# One resident lane: reads a job a line, runs the tools on it under limits, reports each step.
# Started as: sh lane.sh JOB WORK CTL BASE VVP IVERILOG CPU_COMPILE CPU_SIMULATE MEMORY_KIB FILE_BLOCKS GENERATION
# JOB holds the sources (read only), WORK is the tools' scratch folder, CTL holds the tools' configuration.
# Descriptors 3, 4, 5 take the logs of preprocess, compile and simulation; 6 takes preprocessed text. They are
# files, so that the file-size limit caps a flood of output, and they have no name that a job could open.
# A job line is: MODE SIMULATE [-s TOP]... MODE: n = JOB/pp.v is preprocessed already, f = preprocess and compile,
# t = only preprocess to descriptor 6, d = through the iverilog driver.
job=$1 work=$2 ctl=$3 base=$4 vvp=$5 iverilog=$6 cpu_compile=$7 cpu_simulate=$8
shift 8
generation=$3
# dash takes one option a call; combined options are silently ignored.
ulimit -c 0
ulimit -n 256
ulimit -v "$1"
ulimit -f "$2"
cd "$work" || exit 1
export TMPDIR="$work"
# First line: a secret of this lane, so that nothing but this shell can print a valid status line.
read -r token || exit 0
echo "$token ready"

# The soft limit raises SIGXCPU, which can be told from an out-of-memory kill; the hard one is the backstop.
limit_cpu() {
  ulimit -S -t "$1"
  ulimit -H -t $(($1 + 2))
}

# Nothing of one job may be seen by the next. Removing costs a process, so it is done only when needed.
empty_work() {
  for entry in * .[!.]* ..?*; do
    case $entry in
      o | pp.v) ;;
      *) [ -e "$entry" ] && rm -rf ./* ./.[!.]* ./..?* && return ;;
    esac
  done
}

while read -r mode simulate tops; do
  source=$job/pp.v
  ready=1
  : >o
  if [ "$mode" = t ]; then
    ( limit_cpu "$cpu_compile"; cd "$job"; exec "$base/ivlpp" -L "-F$ctl/flags" "-f$ctl/list" ) <"$ctl/empty" >&6 2>&3 3>&- 4>&- 5>&- 6>&-
    echo "$token p $? 1"
    times
    ready=0
  elif [ "$mode" = f ]; then
    source=$work/pp.v
    ( limit_cpu "$cpu_compile"; cd "$job"; exec "$base/ivlpp" -L "-F$ctl/flags" "-f$ctl/list" ) <"$ctl/empty" >pp.v 2>&3 3>&- 4>&- 5>&- 6>&-
    status=$?
    echo "$token p $status 1"
    times
    [ $status = 0 ] || ready=0
  elif [ "$mode" = d ]; then
    ( limit_cpu "$cpu_compile"; cd "$job"; exec "$iverilog" "-g$generation" -E -o "$work/pp.v" "-c$ctl/list" ) <"$ctl/empty" >&3 2>&3 3>&- 4>&- 5>&- 6>&-
    status=$?
    echo "$token p $status 1"
    times
    [ $status = 0 ] || ready=0
  fi
  if [ $ready = 1 ]; then
    if [ "$mode" = d ]; then
      # shellcheck disable=SC2086 # TOPS is a list of words
      ( limit_cpu "$cpu_compile"; cd "$job"; exec "$iverilog" "-g$generation" -o "$work/o" $tops "-c$ctl/list" ) <"$ctl/empty" >&4 2>&4 3>&- 4>&- 5>&- 6>&-
    else
      ( limit_cpu "$cpu_compile"; cd "$job"; exec "$base/ivl" "-C$ctl/ivl.conf" "-C$base/vvp.conf" "$source" ) <"$ctl/empty" >&4 2>&4 3>&- 4>&- 5>&- 6>&-
    fi
    status=$?
    made=0
    [ -s o ] && made=1
    echo "$token c $status $made"
    times
    if [ "$simulate" = 1 ] && [ $status = 0 ] && [ $made = 1 ]; then
      ( limit_cpu "$cpu_simulate"; exec "$vvp" -n o -none ) <"$ctl/empty" >&5 2>&5 3>&- 4>&- 5>&- 6>&-
      echo "$token s $? 1"
      times
    fi
  fi
  echo "$token done"
  empty_work
done
