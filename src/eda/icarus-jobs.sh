# Compiles and simulates; read by lane.sh.
# Arguments: BASE VVP IVERILOG GENERATION CPU_COMPILE CPU_SIMULATE MEMORY_KIB
# Descriptors 3, 4, 5 take the logs of preprocess, compile and simulation; 6 takes preprocessed text or a program.
# A job line is: MODE SIMULATE [-s TOP]... MODE: n = JOB/pp.v is preprocessed already, f = preprocess and compile,
# t = only preprocess to descriptor 6, d = through the iverilog driver, m = as n, and the program to descriptor 6,
# r = JOB/o is a program already.
base=$1 vvp=$2 iverilog=$3 generation=$4 cpu_compile=$5 cpu_simulate=$6 memory=$7

# run_program PATH
run_program() {
  ( limit "$cpu_simulate" "$memory"; exec "$vvp" -n "$1" -none ) <"$ctl/empty" >&5 2>&5 3>&- 4>&- 5>&- 6>&-
  echo "$token s $? 1"
  times
}

while read -r mode simulate tops; do
  source=$job/pp.v
  ready=1
  : >o
  if [ "$mode" = r ]; then
    run_program "$job/o"
    ready=0
  elif [ "$mode" = t ]; then
    ( limit "$cpu_compile" "$memory"; cd "$job"; exec "$base/ivlpp" -L "-F$ctl/flags" "-f$ctl/list" ) <"$ctl/empty" >&6 2>&3 3>&- 4>&- 5>&- 6>&-
    echo "$token p $? 1"
    times
    ready=0
  elif [ "$mode" = f ]; then
    source=$work/pp.v
    ( limit "$cpu_compile" "$memory"; cd "$job"; exec "$base/ivlpp" -L "-F$ctl/flags" "-f$ctl/list" ) <"$ctl/empty" >pp.v 2>&3 3>&- 4>&- 5>&- 6>&-
    status=$?
    echo "$token p $status 1"
    times
    [ $status = 0 ] || ready=0
  elif [ "$mode" = d ]; then
    ( limit "$cpu_compile" "$memory"; cd "$job"; exec "$iverilog" "-g$generation" -E -o "$work/pp.v" "-c$ctl/list" ) <"$ctl/empty" >&3 2>&3 3>&- 4>&- 5>&- 6>&-
    status=$?
    echo "$token p $status 1"
    times
    [ $status = 0 ] || ready=0
  fi
  if [ $ready = 1 ]; then
    if [ "$mode" = d ]; then
      # shellcheck disable=SC2086 # TOPS is a list of words
      ( limit "$cpu_compile" "$memory"; cd "$job"; exec "$iverilog" "-g$generation" -o "$work/o" $tops "-c$ctl/list" ) <"$ctl/empty" >&4 2>&4 3>&- 4>&- 5>&- 6>&-
    else
      ( limit "$cpu_compile" "$memory"; cd "$job"; exec "$base/ivl" "-C$ctl/ivl.conf" "-C$base/vvp.conf" "$source" ) <"$ctl/empty" >&4 2>&4 3>&- 4>&- 5>&- 6>&-
    fi
    status=$?
    made=0
    [ -s o ] && made=1
    echo "$token c $status $made"
    times
    if [ "$simulate" = 1 ] && [ $status = 0 ] && [ $made = 1 ]; then
      run_program o
    elif [ "$mode" = m ] && [ $status = 0 ] && [ $made = 1 ]; then
      cat o >&6
    fi
  fi
  echo "$token done"
  empty_work
done
